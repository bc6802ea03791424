/** The base map at a scale, made by `vite.land.ts`. */
declare module "land:*" {
  const topology: import("../vite.land").PackedTopology;
  export default topology;
}
