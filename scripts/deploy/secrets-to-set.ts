/** What a secret gets; where it came from is told, its value never. */
export interface SecretToSet {
  readonly name: string;
  readonly value: string;
  readonly why: 'from the environment' | 'made anew' | 'none yet';
}

/** Makes equal texts equal for good: it has to be random, and is never replaced. */
const DIGEST_KEY = 'DIGEST_KEY';

/**
 * Every secret needs a value before functions that are bound to it can be deployed. Those in the environment are set;
 * the others keep what they have, or get what counts as no key.
 */
export function secretsToSet(options: {
  readonly names: readonly string[];
  readonly existing: ReadonlySet<string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly randomKey: () => string;
}): SecretToSet[] {
  const { names, existing, env, randomKey } = options;
  return names.flatMap((name): SecretToSet[] => {
    if (name === DIGEST_KEY)
      return existing.has(name) ? [] : [{ name, value: randomKey(), why: 'made anew' }];
    const value = env[name]?.trim();
    if (value) return [{ name, value, why: 'from the environment' }];
    if (existing.has(name)) return [];
    // A known secret of webhooks would let anybody sign them.
    const isKey = /_(KEY|TOKEN|URL)$/.test(name);
    return [
      isKey ? { name, value: 'demo-none', why: 'none yet' } : { name, value: randomKey(), why: 'made anew' },
    ];
  });
}
