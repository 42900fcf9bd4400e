/** Rates: of prices in credits, of costs in US dollars. A rate by a unit that an operation does not have does not compile. */
export { credits as perRequest, per, perThousandTokens } from '../contract/presets/parts.ts';
