/** A stroke of a pen: points of a grid 4 wide and 6 high, from the top left. */
export type Stroke = readonly (readonly [x: number, y: number])[];

export const GLYPH_WIDTH = 4;
export const GLYPH_HEIGHT = 6;

/** Each stroke as the digits of its points, x and y in turn. */
const glyphs: Readonly<Record<string, string>> = {
  A: '062046 1434',
  B: '06003041423303 3344453606',
  C: '4130100105163645',
  D: '06002042442606',
  E: '40000646 0333',
  F: '400006 0333',
  G: '413010010516364543 4323',
  H: '0006 4046 0343',
  I: '2026',
  J: '4045361605',
  K: '0006 400346',
  L: '000646',
  M: '0600234046',
  N: '06004640',
  O: '103041453616050110',
  P: '06003041423303',
  Q: '103041453616050110 2446',
  R: '06003041423303 2346',
  S: '413010010213334445361605',
  T: '0040 2026',
  U: '000516364540',
  V: '002640',
  W: '0016223640',
  X: '0046 4006',
  Y: '002340 2326',
  Z: '00400646',
  0: '103041453616050110 1531',
  1: '112026',
  2: '01103041420646',
  3: '01103041423313 334445361605',
  4: '36300444',
  5: '4000033344453616 1605',
  6: '4130100105163645443313 1304',
  7: '004016',
  8: '133342413010010213 1304051636454433',
  9: '051636454130100102133342',
  '.': '2626',
  ',': '2617',
  '!': '2024 2626',
  '?': '01103041422324 2626',
  "'": '2021',
  '-': '1333',
  ':': '2222 2525',
};

/** How a sign is written; undefined for one that there is not. */
export function strokesOf(sign: string): Stroke[] | undefined {
  return glyphs[sign]
    ?.split(' ')
    .map((digits) => (digits.match(/\d\d/g) ?? []).map(([x, y]) => [Number(x), Number(y)] as const));
}
