import type { z } from 'zod';

/**
 * The faults in an input that zod itself doesn't find, in English. Schemas use the code as their message; `{bound}`
 * stands for the bound that the fault concerns.
 */
export const issuesEn = {
  'half-character': 'Contains half a character (an unpaired surrogate)',
  'half-character-key': 'A key contains half a character',
  'reserved-key': 'This key means something else',
  'reserved-name': 'This name means something else to programs',
  'not-json': 'This is not JSON',
  'not-a-number': 'Expected a number',
  'too-deep': 'This is nested too deeply',
  'document-id': 'This cannot be the id of anything',
  'stripe-id': 'This is no id of Stripe’s',
  'name-format': 'Use a-z, 0-9, dot and hyphen',
  'request-id': 'Use a UUIDv7',
  'category-format': 'Use a-z, 0-9 and hyphen',
  'trace-format': 'Expected 32 hex digits',
  'device-format': 'Expected 8 to 64 letters, digits and hyphens',
  'currency-format': 'Use three small letters, such as usd',
  'nothing-requested': 'Ask for more than nothing',
  'too-many-images': 'At most {bound} images in all',
  'unknown-field': 'There is no such field',
  'default-model': 'The default model is not among the models',
  'default-variant': 'The default variant is not among the variants',
  'unknown-kind': 'Nothing here makes the kind of work "{bound}"',
  'early-kind':
    'The kind of work "{bound}" is known only to stores that were raised to version 3: npm run migrate',
  'early-unit': 'The unit "{bound}" is known only to stores that were raised to version 3: npm run migrate',
  'unit-format': 'Use up to 32 letters, digits and hyphens',
  'too-many-units': 'At most {bound} units',
  'wrong-unit': 'This kind of work is not counted by the {bound}',
  'no-variants-of-kind': 'This kind of work has no variants',
  'no-variants': 'The model has no variants to price',
  'variant-price': 'No price for the variant "{bound}"',
  'catalog-size': 'The catalog is too large: remove operations or models that nobody needs',
  'named-twice': '"{bound}" is named twice',
  'operation-missing': 'There is no operation "{bound}"',
  'plan-missing': 'There is no plan "{bound}"',
  'plan-limit-missing': 'There is no limit that a plan can raise',
  'plan-limit-size': 'A plan raises the limit: more than {bound}',
  'default-model-plan': 'Everybody must be able to use the default model: this one needs a plan',
  'bonus-size': 'The bonus is part of the credits, not more than them',
  'model-size': 'The model makes no images of {bound}',
  'words-spaces': 'One space between words, and none around them',
  'words-gap': '".." stands between words',
  'words-star': 'A star stands at the beginning or end of a word',
  'words-nothing': 'There is nothing to look for',
  'words-size': 'These lists are too long: remove what nobody needs',
} as const;
export type IssueCode = keyof typeof issuesEn;

/** Returns whether a code is one of ours; all others are zod's. */
export function isIssueCode(code: string | undefined): code is IssueCode {
  return code !== undefined && Object.hasOwn(issuesEn, code);
}

/** A fault: its code, its bound and its English message. */
export interface IssueFacts {
  readonly code: string;
  readonly bound?: string | number;
  readonly message: string;
}

/** Creates an issue with one of our codes. */
export function issueOf(code: IssueCode, bound?: string | number): IssueFacts {
  const message = issuesEn[code].replace('{bound}', String(bound ?? ''));
  return { code, message, ...(bound !== undefined && { bound }) };
}

/** Converts an issue that zod found. */
export function toIssue(found: z.core.$ZodIssue): IssueFacts {
  const { code, message } = found;
  const bound = boundOf(found);
  if (isIssueCode(message)) return issueOf(message, bound);
  return { code, message, ...(bound !== undefined && { bound }) };
}

function boundOf(found: z.core.$ZodIssue): string | number | undefined {
  switch (found.code) {
    case 'too_small':
      return Number(found.minimum);
    case 'too_big':
      return Number(found.maximum);
    case 'custom': {
      const { bound } = found.params ?? {};
      return typeof bound === 'string' || typeof bound === 'number' ? bound : undefined;
    }
    default:
      return undefined;
  }
}
