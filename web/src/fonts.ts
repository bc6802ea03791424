import "@fontsource-variable/source-sans-3/wght.css";
import "@fontsource-variable/noto-sans-sc/wght.css";
