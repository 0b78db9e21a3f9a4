// People whose names look the same, told apart by the beginning of their fingerprint.

import { lookAlikeKey } from './display-name.js';

const SUFFIX_DIGITS = 5;

export interface Named {
  readonly nodeId: string;
  readonly name: string;
  readonly fingerprint: string;
}

/** By NodeId: what stands behind the name of everybody whose name looks like that of another one. */
export function lookAlikes(people: readonly Named[]): ReadonlyMap<string, string> {
  const alike = new Map<string, Set<string>>();
  for (const { nodeId, name } of people) {
    const key = lookAlikeKey(name);
    alike.set(key, (alike.get(key) ?? new Set()).add(nodeId));
  }
  const isAlone = ({ name }: Named) => (alike.get(lookAlikeKey(name))?.size ?? 0) < 2;
  return new Map(
    people
      .filter((person) => !isAlone(person))
      .map(({ nodeId, fingerprint }) => [nodeId, fingerprint.slice(0, SUFFIX_DIGITS)]),
  );
}
