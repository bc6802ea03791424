//! Two classic models on the lab's kernel: small enough to check by eye, known well enough to compare
//! the kernel with other tools in one run (`cargo xtask bench-peers lab`).

pub mod flocking;
pub mod schelling;
