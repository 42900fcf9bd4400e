import fc from 'fast-check';

/** What breaks parsers, paths, records, stores and screens. */
const hostile: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom<unknown>(
      // Separators, dots, reserved names: as the id of a document.
      ...['a/b', '/', 'a//b', '../../accounts', '.', '..', '__x__', '%2F', 'a\\b', 'accounts/mia/x/y'],
      // What every object has, as a name or a key.
      ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'],
      // Nothing, next to nothing, too much.
      ...['', ' ', '\u0000', '\n', 'a'.repeat(10_000), '{'.repeat(10_000), 'İ'.repeat(10_000)],
      // Halves of characters, marks of direction, what nobody sees.
      ...['\ud83d', '\ude00', 'a\udfffb', '\u202Eabc', '\u2066abc', '\u200f', '\ufeff', '\u2028'],
      // Numbers as text, and numbers that are none, or too large.
      ...['1', '1e308', 'NaN', 'Infinity', '-0', '0x10', '9007199254740993'],
      ...[Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 1e308, -1e308, 5e-324],
      ...[-1, 0, 0.5, 2 ** 31, 2 ** 53 - 1, 2 ** 53, 253_402_300_800_000, 8_640_000_000_000_001],
      // Other types.
      ...[null, true, false, [], {}, [[]], [null], ['a', 'b'], { a: 1 }],
      JSON.parse('{"__proto__":{"role":"owner"}}'),
      JSON.parse('{"constructor":{"prototype":{"role":"owner"}},"toString":1}'),
      { '@type': 'type.googleapis.com/google.protobuf.Int64Value', value: 'x' },
      { '\ud83d': 1 },
      nested(40),
      nested(400),
    ),
  },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
);

function nested(depth: number): unknown {
  let value: unknown = 'deep';
  for (let level = 0; level < depth; level++) value = level % 2 ? [value] : { value };
  return value;
}

type Place = { readonly holder: Record<string, unknown>; readonly key: string };

/** Every place of a request, at whatever depth. */
export function placesIn(request: unknown): Place[] {
  if (typeof request !== 'object' || request === null) return [];
  const holder = request as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])]);
}

/** A valid request with one or several of its values replaced, or with keys that it does not have; now and then none of it. */
export function spoiled(valid: unknown): fc.Arbitrary<unknown> {
  const change = fc.record({ at: fc.nat(), how: fc.nat(7), value: hostile });
  return fc.oneof(
    { weight: 1, arbitrary: hostile },
    {
      weight: 15,
      arbitrary: fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
        const request = structuredClone(valid) as Record<string, unknown>;
        for (const { at, how, value: one } of changes) {
          // A copy: the next change may spoil what this one has put there.
          const value = structuredClone(one);
          const places = placesIn(request);
          const { holder, key } = places[at % Math.max(1, places.length)] ?? {
            holder: request,
            key: 'extra',
          };
          if (how === 0) delete holder[key];
          else if (how === 1) setOwn(holder, typeof value === 'string' ? value : `${key}x`, value);
          else holder[key] = value;
        }
        return request;
      }),
    },
  );
}

/** Sets a key as JSON has it: `__proto__` too is one like any other. */
function setOwn(holder: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}
