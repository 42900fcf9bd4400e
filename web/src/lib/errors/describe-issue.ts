import { type Issue, type IssueCode, isIssueCode } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { numberText } from '../texts/format.ts';

type IssueText = string | ((bound: string) => string);

const issueTexts: Readonly<Record<IssueCode, IssueText>> = {
  'half-character': t`Contains half a character`,
  'half-character-key': t`A name contains half a character`,
  'reserved-key': t`This name can’t be used`,
  'reserved-name': t`This name can’t be used`,
  'not-json': t`This is not JSON`,
  'not-a-number': t`Enter a number`,
  'too-deep': t`This is nested too deeply`,
  'document-id': t`This can’t be the id of anything`,
  'stripe-id': t`This is no id of Stripe’s`,
  'name-format': t`Use a-z, 0-9, dot and hyphen`,
  'request-id': t`Use a UUIDv7`,
  'category-format': t`Use a-z, 0-9 and hyphen`,
  'trace-format': t`Enter 32 hex digits`,
  'device-format': t`Enter 8 to 64 letters, digits and hyphens`,
  'currency-format': t`Use three small letters, such as usd`,
  'nothing-requested': t`Ask for more than nothing`,
  'too-many-images': (bound) => t`At most ${bound} images in all`,
  'unknown-field': t`There is no such field`,
  'default-model': t`The default model is not among the models`,
  'default-variant': t`The default variant is not among the variants`,
  'unknown-kind': (bound) => t`Nothing here makes the kind of work “${bound}”`,
  'early-kind': (bound) => t`The kind of work “${bound}” can be sold once the store is raised to version 3`,
  'early-unit': (bound) => t`The unit “${bound}” can be used once the store is raised to version 3`,
  'unit-format': t`Use up to 32 letters, digits and hyphens`,
  'too-many-units': (bound) => t`At most ${bound} units`,
  'wrong-unit': t`This kind of work is not counted by this unit`,
  'no-variants-of-kind': t`This kind of work has no variants`,
  'no-variants': t`The model has no variants to price`,
  'variant-price': (bound) => t`No price for the variant “${bound}”`,
  'catalog-size': t`The catalog is too large: remove operations or models that nobody needs`,
  'named-twice': (bound) => t`“${bound}” is named twice`,
  'operation-missing': (bound) => t`There is no operation “${bound}”`,
  'plan-missing': (bound) => t`There is no plan “${bound}”`,
  'plan-limit-missing': t`There is no limit that a plan can raise`,
  'plan-limit-size': (bound) => t`A plan raises the limit: more than ${bound}`,
  'default-model-plan': t`Everybody must be able to use the default model: this one needs a plan`,
  'bonus-size': t`The bonus is part of the credits, not more than them`,
  'model-size': (bound) => t`The model makes no images of ${bound}`,
  'words-spaces': t`One space between words, and none around them`,
  'words-gap': t`“..” stands between words`,
  'words-star': t`A star stands at the beginning or end of a word`,
  'words-nothing': t`There is nothing to look for`,
  'words-size': t`These lists are too long: remove what nobody needs`,
};

/** Says what is wrong with a field, by its code and bound: never in the server's English. */
export function describeIssue({ code, bound }: Pick<Issue, 'code' | 'bound'>): string {
  if (isIssueCode(code)) {
    const text = issueTexts[code];
    return typeof text === 'string'
      ? text
      : text(typeof bound === 'number' ? numberText(bound) : (bound ?? ''));
  }
  const limit = typeof bound === 'number' ? numberText(bound) : bound;
  if (code === 'too_small' && limit !== undefined) return t`At least ${limit}`;
  if (code === 'too_big' && limit !== undefined) return t`At most ${limit}`;
  if (code === 'unrecognized_keys') return t`There is no such field`;
  if (code === 'invalid_type') return t`This is missing, or of the wrong kind`;
  return t`This is not valid`;
}
