/**
 * For each Latin letter, the small letters and signs that people mistake for it, besides those that Unicode's
 * compatibility decomposition already maps to it (accents, full width, mathematical and circled letters). Chosen from
 * the Unicode Consortium's confusables (unicode.org/Public/security), plus the small capitals that these leave out.
 */
const lookAlikesOf: Record<string, string> = {
  a: '@ɑαаᴀⲁꓮ𐊠ɐꭤ∀',
  b: 'ɓƅвᏏᴃʙβ𐊂ꓐ♭',
  c: '¢©ϲсᴄⲥꓚↄ𐊢℃',
  d: 'ɖɗԁᏧᴅꓒ₫',
  e: '€ɛεеҽᴇⲉєꓰ℮ǝəɘ∃',
  f: 'ƒғꜰꓝẝꞙϝ',
  g: 'ɡɢցǥᶃꓖ',
  h: 'ɦһнհᏂʜⲏꓧ',
  i: 'ıɩɪιіⅰꙇӏᎥⲓꓲ¡',
  j: 'ϳјᴊյꓙʝ',
  k: 'κкᴋⲕꓗƙ',
  l: '£ʟӏⅼꓡɭłƖ⎮ⳑ',
  m: 'мᴍⅿⲙꓟɱ',
  n: 'ոռпᴎɴⲛꓠŋηƞ∩',
  o: 'øοоօσᴏⲟꓳ०੦ഠ໐○●◯θө',
  p: 'ρрᴘⲣꓑþƥ',
  q: 'ԛգզʠꟼ',
  r: '®гᴦⲅʀꓣɾᴙя',
  s: '$§ѕꜱʂƽꓢ𐑈',
  t: 'тτᴛⲧꓔŧƭ†',
  u: 'υսᴜꓴʋµμ∪и',
  v: 'νѵᴠⅴꓦʌ∨√',
  w: 'ωшщԝᴡɯꓪ₩ѡ',
  x: '×хχⅹⲭꓫ✕✖',
  y: '¥γуүყʏꓬʎỿ',
  z: 'ᴢʐꓜƶʒ',
};

/** The letter of each look-alike. If two letters have the same look-alike, the first. */
export const lookAlikes: ReadonlyMap<string, string> = new Map(
  Object.entries(lookAlikesOf)
    .flatMap(([letter, signs]) => [...signs].map((sign) => [sign, letter] as const))
    .reverse(),
);
