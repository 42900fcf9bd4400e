import type {
  Catalog,
  CatalogChange,
  ChangedField,
  Limit,
  Model,
  Operation,
  Pack,
  Plan,
  Rate,
} from '@firemeter/functions/contract';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@firemeter/functions/contract';
import { plural, t } from '@lingui/core/macro';
import { describeRate } from '../texts/describe-rate.ts';
import { andText, creditsText, numberText } from '../texts/format.ts';
import { moneyText } from '../texts/money-text.ts';

/** A change in words: where it is, and how it read before and reads now; null where it is not there. */
export interface ChangeWords {
  readonly label: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Says what has changed. A field that a later build has is called by its name. */
export function changeWords(change: CatalogChange): ChangeWords {
  const { field, about, before, after } = change;
  const place = about.join(' · ');
  switch (field as ChangedField) {
    case 'operation':
    case 'model':
    case 'pack':
    case 'plan':
      return {
        label: place,
        before: before === null ? null : whole[field],
        after: after === null ? null : wholeNew[field],
      } as ChangeWords;
    case 'provider':
      return { label: t`Provider ${place}`, before: onOff(before === true), after: onOff(after === true) };
    case 'first':
      return { label: t`Catalog “${place}”`, before: null, after: t`first published` };
    default: {
      const [name, text] = fields[field as keyof typeof fields] ?? [
        field,
        (value: unknown) => JSON.stringify(value),
      ];
      const read = text as (value: unknown) => string;
      return { label: place === '' ? name : `${place}: ${name}`, before: read(before), after: read(after) };
    }
  }
}

/** A change on one line: "Image · Nano Banana: price 5 credits → 6 credits". */
export function changeText(change: CatalogChange): string {
  const { label, before, after } = changeWords(change);
  return before === null ? `${label}: ${after ?? ''}` : `${label}: ${before} → ${after ?? t`removed`}`;
}

const whole: Readonly<Record<string, string>> = {
  operation: t`operation`,
  model: t`model`,
  pack: t`pack`,
  plan: t`plan`,
};
const wholeNew: Readonly<Record<string, string>> = {
  operation: t`new operation`,
  model: t`new model`,
  pack: t`new pack`,
  plan: t`new plan`,
};

type Words<T> = readonly [name: string, text: (value: T) => string];
type FieldWords<P extends string, T> = { readonly [K in keyof T & string as `${P}.${K}`]-?: Words<T[K]> };
type Top = Omit<Catalog, 'disabledProviders' | 'operations' | 'packs' | 'plans' | 'grants'>;

const none = t`none`;
const onOff = (on: boolean) => (on ? t`on` : t`off`);
const yesNo = (value: boolean) => (value ? t`yes` : t`no`);
const quoted = (text: string) => t`“${text}”`;
const switched = [t`switched`, onOff] as const;
const name = [t`name`, quoted] as const;

const fields: FieldWords<'catalog', Top> &
  FieldWords<'operation', Omit<Operation, 'models'>> &
  FieldWords<'model', Omit<Model, 'offers'>> &
  FieldWords<'pack', Pack> &
  FieldWords<'plan', Plan> &
  FieldWords<'grants', Catalog['grants']> = {
  'catalog.preset': [t`Preset`, quoted],
  'catalog.enabled': [t`Everything`, onOff],
  'catalog.guests': [t`Guests`, guestsText],
  'catalog.addressLimit': [t`Requests of an address`, (limit) => (limit ? limitText(limit) : t`no limit`)],
  'catalog.adminsRunFree': [t`Free for admins`, yesNo],
  'catalog.lowBalanceMicros': [t`Low balance`, creditsText],
  'catalog.clientReturnMicrosPerDay': [t`Given back a day on an app’s word`, creditsText],
  'operation.label': name,
  'operation.labels': [t`name in other languages`, translationsText],
  'operation.kind': [t`kind`, quoted],
  'operation.enabled': switched,
  'operation.defaultModel': [t`default model`, quoted],
  'operation.limit': [t`limit`, (limit) => (limit ? limitText(limit) : none)],
  'operation.shadow': [t`shadow mode`, (shadow) => onOff(shadow === true)],
  'operation.style': [t`style`, (style) => (style ? quoted(style) : none)],
  'model.price': [t`price`, (rate: Rate) => describeRate(rate, 'credits')],
  'model.cost': [t`cost`, (rate: Rate) => describeRate(rate, 'usd')],
  'model.enabled': switched,
  'model.label': name,
  'model.labels': [t`name in other languages`, translationsText],
  'model.description': [t`description`, quoted],
  'model.descriptions': [t`description in other languages`, translationsText],
  'model.provider': [t`provider`, quoted],
  'model.providerModel': [t`provider’s model`, quoted],
  'model.variants': [t`variants`, variantsText],
  'model.plans': [t`only for subscribers of`, (plans) => (plans ? andText(plans) : t`everybody`)],
  'pack.label': name,
  'pack.labels': [t`name in other languages`, translationsText],
  'pack.micros': [t`amount`, creditsText],
  'pack.bonusMicros': [t`bonus`, creditsText],
  'pack.prices': [t`price`, pricesText],
  'pack.tag': [t`label`, (tag) => (tag ? tagTexts[tag] : none)],
  'plan.label': name,
  'plan.labels': [t`name in other languages`, translationsText],
  'plan.monthlyMicros': [t`credits per month`, creditsText],
  'plan.unlimited': [t`unlimited`, yesNo],
  'plan.rolloverMicros': [t`rolls over`, (micros) => t`at most ${creditsText(micros)}`],
  'plan.trialDays': [t`days of trial`, numberText],
  'plan.monthly': [t`monthly price`, pricesText],
  'plan.yearly': [t`yearly price`, (prices) => (prices ? pricesText(prices) : none)],
  'plan.limits': [t`limits of subscribers`, planLimitsText],
  'plan.priority': [t`priority`, (priority) => onOff(priority === true)],
  'grants.welcomeMicros': [t`Welcome credits`, creditsText],
  'grants.welcomeNeedsVerifiedEmail': [t`Welcome credits need a verified email`, yesNo],
};

const tagTexts: Readonly<Record<NonNullable<Pack['tag']>, string>> = {
  'best-value': t`Best value`,
  'most-popular': t`Most popular`,
};

function guestsText(guests: Catalog['guests']): string {
  if (!guests) return t`can’t generate`;
  const { perSession, perAddress, operations } = guests;
  const what = operations.length > 0 ? andText(operations) : t`nothing`;
  return t`${limitText(perSession)} a session, ${limitText(perAddress)} an address, for ${what}`;
}

function limitText({ max, windowMs }: Limit): string {
  return t`${numberText(max)} in ${windowText(windowMs)}`;
}

function windowText(windowMs: number): string {
  if (windowMs % DAY_MS === 0) return plural(windowMs / DAY_MS, { one: '# day', other: '# days' });
  if (windowMs % HOUR_MS === 0) return plural(windowMs / HOUR_MS, { one: '# hour', other: '# hours' });
  if (windowMs % MINUTE_MS === 0)
    return plural(windowMs / MINUTE_MS, { one: '# minute', other: '# minutes' });
  return plural(windowMs / 1_000, { one: '# second', other: '# seconds' });
}

function variantsText(variants: Model['variants']): string {
  if (!variants) return none;
  const all = byName(variants.all).map(
    ([variant, { label, width, height, quality }]) =>
      `${variant} ${quoted(label)} ${width}×${height}${quality === null ? '' : ` ${quality}`}`,
  );
  return t`${all.join(', ')}; default ${variants.default}`;
}

function translationsText(all: Readonly<Record<string, string>> | null | undefined): string {
  return (
    byName(all ?? {})
      .map(([language, text]) => `${language} ${quoted(text)}`)
      .join(', ') || none
  );
}

function planLimitsText(limits: Plan['limits']): string {
  return (
    byName(limits ?? {})
      .map(([operation, max]) => `${operation} ${numberText(max)}`)
      .join(', ') || none
  );
}

function pricesText(prices: Pack['prices']): string {
  const all = byName(prices).map(([currency, amount]) => moneyText(amount, currency));
  return all.join(', ') || none;
}

function byName<T>(record: Record<string, T>): [string, T][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
