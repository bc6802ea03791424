//! Connected components.

/// The component of each node, numbered from 0: the largest first, among equals the one whose first
/// node comes first. Ties join their ends whatever their direction.
#[must_use]
pub fn components(nodes: usize, ties: &[(u32, u32)]) -> Vec<u32> {
    let mut leader: Vec<u32> = (0..nodes as u32).collect();
    for &(a, b) in ties {
        let (a, b) = (find(&mut leader, a), find(&mut leader, b));
        // The smaller index leads, so that leaders are first members.
        leader[a.max(b) as usize] = a.min(b);
    }
    let mut size = vec![0_u32; nodes];
    for node in 0..nodes as u32 {
        size[find(&mut leader, node) as usize] += 1;
    }
    let mut leaders: Vec<u32> = (0..nodes as u32).filter(|&n| size[n as usize] > 0).collect();
    leaders.sort_by_key(|&n| (std::cmp::Reverse(size[n as usize]), n));
    let mut number = vec![0_u32; nodes];
    for (i, &leader) in leaders.iter().enumerate() {
        number[leader as usize] = i as u32;
    }
    (0..nodes as u32).map(|node| number[find(&mut leader, node) as usize]).collect()
}

/// The leader of a node's set; paths are halved on the way (Tarjan and van Leeuwen 1984).
fn find(leader: &mut [u32], mut node: u32) -> u32 {
    while leader[node as usize] != node {
        leader[node as usize] = leader[leader[node as usize] as usize];
        node = leader[node as usize];
    }
    node
}
