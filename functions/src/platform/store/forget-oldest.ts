/** Removes the entry that was added first from what an instance remembers, if there are more than `most`. */
export function forgetOldest<K>(remembered: Map<K, unknown> | Set<K>, most: number): void {
  const [oldest] = remembered.keys();
  if (remembered.size > most && oldest !== undefined) remembered.delete(oldest);
}
