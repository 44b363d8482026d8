// The library's tags as the tree that their paths make: each below the nearest one above it.
import type { LibraryTag } from '../../../client/library/types';

export interface TagNode {
  name: string;
  photos: number; // 0 for a step between tags that is none itself
  below: TagNode[];
}

export function treeOf(tags: readonly LibraryTag[]): TagNode[] {
  const top: TagNode = { name: '', photos: 0, below: [] };
  for (const { name, path, photos, own } of tags) {
    if (own) continue;
    const steps = path.at(-1) === name ? path : [...path, name];
    let node = top;
    for (const step of steps) node = child(node, step);
    node.photos = photos;
  }
  sort(top);
  return top.below;
}

function child(node: TagNode, name: string): TagNode {
  const known = node.below.find((each) => each.name === name);
  if (known) return known;
  const added = { name, photos: 0, below: [] };
  node.below.push(added);
  return added;
}

// Those of most photos first.
function sort(node: TagNode): number {
  const sizes = new Map(node.below.map((each) => [each, sort(each)]));
  node.below.sort((a, b) => sizes.get(b)! - sizes.get(a)! || a.name.localeCompare(b.name));
  return Math.max(node.photos, ...sizes.values(), 0);
}
