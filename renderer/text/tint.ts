export const TINTS = ['petrol', 'indigo', 'plum', 'moss', 'amber', 'brick'] as const;
export type Tint = (typeof TINTS)[number];

/** The colour of a person: by their key, so it is the same everywhere and says nothing. */
export function tintOf(nodeId: string): Tint {
  return TINTS[parseInt(nodeId.slice(0, 6), 16) % TINTS.length] ?? 'petrol';
}
