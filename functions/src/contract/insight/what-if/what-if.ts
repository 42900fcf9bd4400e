import type { Catalog } from '../../catalog/catalog.ts';
import { addFigures, type Figures } from '../add-figures.ts';
import { CurrencyDay, MoneyDay, MoneyFlows, UsageDay, WorkFigures } from '../day-figures.ts';
import {
  type Replayed,
  type ReplayFacts,
  type ReplayLot,
  type ReplayRequest,
  replayAccount,
} from '../facts/replay-account.ts';
import type { InsightSettings } from '../insight-documents.ts';
import type { DayRange } from '../insight-ranges.ts';
import { grossMargin, workMargin } from '../margin-figures.ts';
import { partOf } from '../part-of.ts';
import { emptyDay } from '../sum-days.ts';
import {
  MAX_WHAT_IF_ROWS,
  MAX_WHAT_IF_USERS,
  type WhatIfModel,
  type WhatIfResult,
  type WhatIfSide,
  type WhatIfUser,
} from './what-if-result.ts';

/** A lot, and what its credits are worth in microcents; null: they are free. */
interface ValuedLot extends ReplayLot {
  readonly worth: { readonly value: number; readonly micros: number; readonly currency: string } | null;
}

/** The facts about an account, as `replayAccount` takes them. */
export interface WhatIfAccount extends ReplayFacts {
  readonly accountId: string;
  readonly lots: readonly ValuedLot[];
  readonly requests: readonly (ReplayRequest & { readonly costUsdMicros: number | null })[];
}

export interface WhatIf {
  readonly accounts: Iterable<WhatIfAccount>;
  readonly current: Catalog;
  readonly draft: Catalog;
  readonly range: DayRange;
  readonly throughMs: number;
  /** Money of the range, for what prices don't change: fees, plans without a price per credit, and rates. */
  readonly money: MoneyDay;
  readonly settings: InsightSettings;
}

type Name = 'current' | 'draft';
const names = ['current', 'draft'] as const;

/** Replays past days under the published catalog and under a draft, and compares what comes of it. */
export function whatIf(facts: WhatIf): WhatIfResult {
  const sums = { current: new SideSum(), draft: new SideSum() };
  const newly = new Map<string, { newlyUnaffordable: number; newlyNotOffered: number }>();
  const users: WhatIfUser[] = [];
  let requests = 0;
  for (const account of facts.accounts) {
    const replayed = {
      current: replayAccount(account, facts.current),
      draft: replayAccount(account, facts.draft),
    };
    for (const name of names) sums[name].add(account, replayed[name]);
    requests += account.requests.length;
    if (account.requests.length > 0) users.push(toUser(account, replayed));
    for (const [index, one] of account.requests.entries()) {
      if (replayed.current.outcomes[index]?.outcome !== 'ran') continue;
      const outcome = replayed.draft.outcomes[index]?.outcome;
      const of = newly.get(keyOf(one)) ?? { newlyUnaffordable: 0, newlyNotOffered: 0 };
      if (outcome === 'unaffordable') of.newlyUnaffordable++;
      if (outcome === 'not-offered') of.newlyNotOffered++;
      newly.set(keyOf(one), of);
    }
  }
  const more = users.filter(({ currentMicros, draftMicros }) => draftMicros > currentMicros);
  const less = users.filter(({ currentMicros, draftMicros }) => draftMicros < currentMicros);
  const afford = users.filter(({ newlyUnaffordable }) => newlyUnaffordable > 0);
  const totalOf = (field: 'newlyUnaffordable' | 'newlyNotOffered') =>
    [...newly.values()].reduce((sum, one) => sum + one[field], 0);
  return {
    ...{ ...facts.range, throughMs: facts.throughMs, requests, accounts: users.length },
    current: sideOf(sums.current, facts),
    draft: sideOf(sums.draft, facts),
    models: modelsOf(sums, { newly, money: facts.money }).slice(0, MAX_WHAT_IF_ROWS),
    ...{ payMore: more.length, payLess: less.length, affordLess: afford.length },
    ...{ newlyUnaffordable: totalOf('newlyUnaffordable'), newlyNotOffered: totalOf('newlyNotOffered') },
    topPayMore: more.sort((a, b) => changeOf(b) - changeOf(a) || byId(a, b)).slice(0, MAX_WHAT_IF_USERS),
    topAffordLess: afford
      .sort((a, b) => b.newlyUnaffordable - a.newlyUnaffordable || byId(a, b))
      .slice(0, MAX_WHAT_IF_USERS),
  };
}

const changeOf = ({ currentMicros, draftMicros }: WhatIfUser) => draftMicros - currentMicros;
const byId = (a: WhatIfUser, b: WhatIfUser) => (a.accountId < b.accountId ? -1 : 1);
const keyOf = ({ operation, model }: ReplayRequest) => `${operation}\n${model}`;

function toUser({ accountId }: WhatIfAccount, { current, draft }: Record<Name, Replayed>): WhatIfUser {
  const lost = current.outcomes.filter(
    ({ outcome }, index) => outcome === 'ran' && draft.outcomes[index]?.outcome === 'unaffordable',
  );
  return {
    accountId,
    currentMicros: chargedIn(current),
    draftMicros: chargedIn(draft),
    newlyUnaffordable: lost.length,
  };
}

function chargedIn({ outcomes }: Replayed): number {
  return outcomes.reduce((sum, { chargedMicros }) => sum + chargedMicros, 0);
}

/** Adds up the replayed accounts under one catalog. */
class SideSum {
  readonly counts = { ran: 0, unaffordable: 0, notOffered: 0, payers: 0 };
  /** In microcents, by currency. */
  readonly revenue: Figures = {};
  readonly work = new Map<string, WorkFigures & { ran: number }>();

  add(account: WhatIfAccount, { outcomes, drawn, lapsed }: Replayed): void {
    const lots = new Map(account.lots.map((lot) => [lot.lotId, lot]));
    const byWork = new Map<string, Map<string, number>>();
    let chargedMicros = 0;
    for (const [index, one] of account.requests.entries()) {
      const outcome = outcomes[index];
      if (!outcome) continue;
      const key = keyOf(one);
      const sum = this.work.get(key) ?? { ...WorkFigures.parse({}), ran: 0 };
      this.work.set(key, sum);
      if (outcome.outcome === 'unaffordable') this.counts.unaffordable++;
      else if (outcome.outcome === 'not-offered') this.counts.notOffered++;
      if (outcome.outcome !== 'ran') continue;
      this.counts.ran++;
      sum.ran++;
      sum.capturedMicros += outcome.chargedMicros;
      sum.costUsdMicros += one.costUsdMicros ?? 0;
      chargedMicros += outcome.chargedMicros;
      const from = byWork.get(key) ?? new Map<string, number>();
      for (const [lotId, micros] of drawn[index] ?? []) from.set(lotId, (from.get(lotId) ?? 0) + micros);
      byWork.set(key, from);
    }
    if (chargedMicros > 0) this.counts.payers++;
    for (const [key, from] of byWork) {
      const revenue = worthOf(lots, from);
      addFigures(this.work.get(key)?.revenueMicrocents ?? {}, revenue);
      addFigures(this.revenue, revenue);
    }
    addFigures(this.revenue, worthOf(lots, lapsed));
  }
}

/** Returns the value of credits in microcents, by currency. */
function worthOf(
  lots: ReadonlyMap<string, ValuedLot>,
  credits: Iterable<readonly [string, number]>,
): Figures {
  const values: Record<string, number> = {};
  for (const [lotId, micros] of credits) {
    const worth = lots.get(lotId)?.worth;
    if (!worth || worth.micros === 0) continue;
    const value = micros > worth.micros ? worth.value * (micros / worth.micros) : null;
    values[worth.currency] =
      (values[worth.currency] ?? 0) + Math.round(value ?? partOf(worth.value, micros, worth.micros));
  }
  return values;
}

function sideOf(sum: SideSum, { money, settings, range }: WhatIf): WhatIfSide {
  const currencies = { ...money.currencies };
  const revenueMicrocents: Record<string, number> = {};
  for (const currency of new Set([...Object.keys(currencies), ...Object.keys(sum.revenue)])) {
    const known = currencies[currency] ?? CurrencyDay.parse({});
    const unlimited = Object.values(known.sources).reduce((all, one) => all + one.revenueUnlimited, 0);
    const captured = (sum.revenue[currency] as number | undefined) ?? 0;
    const flows = {
      ...MoneyFlows.parse({}),
      revenueCaptured: captured,
      revenueUnlimited: unlimited,
    };
    currencies[currency] = { ...known, sources: { replayed: flows } };
    if (captured + unlimited !== 0) revenueMicrocents[currency] = captured + unlimited;
  }
  const costUsdMicros = [...sum.work.values()].reduce((all, one) => all + one.costUsdMicros, 0);
  const usage: UsageDay = UsageDay.parse({ work: { replayed: { costUsdMicros } } });
  const credits = emptyDay('credits');
  const replayed = { usage, credits, money: MoneyDay.parse({ ...money, currencies }) };
  const { revenueCents, providerCents, feeCents, infrastructureCents, margin, left } = grossMargin(replayed, {
    settings,
    range,
  });
  return {
    ...sum.counts,
    capturedMicros: [...sum.work.values()].reduce((all, one) => all + one.capturedMicros, 0),
    ...{ costUsdMicros, revenueMicrocents, revenueCents, providerCents, feeCents, infrastructureCents },
    ...{ margin, left },
  };
}

function modelsOf(
  sums: Record<Name, SideSum>,
  {
    newly,
    money,
  }: {
    newly: ReadonlyMap<string, Pick<WhatIfModel, 'newlyUnaffordable' | 'newlyNotOffered'>>;
    money: MoneyDay;
  },
): WhatIfModel[] {
  const models = [...sums.current.work.keys()].map((key): WhatIfModel => {
    const [operation = '', model = ''] = key.split('\n');
    const sides = names.map((name) => {
      const work = sums[name].work.get(key);
      const { ran = 0, capturedMicros = 0 } = work ?? {};
      return { ran, capturedMicros, margin: work ? workMargin(work, { money }).margin : null };
    });
    const [current, draft] = sides as [WhatIfModel['current'], WhatIfModel['draft']];
    const { newlyUnaffordable = 0, newlyNotOffered = 0 } = newly.get(key) ?? {};
    return { operation, model, current, draft, newlyUnaffordable, newlyNotOffered };
  });
  const change = ({ current, draft }: WhatIfModel) => Math.abs(draft.capturedMicros - current.capturedMicros);
  return models.sort(
    (a, b) =>
      change(b) - change(a) ||
      b.current.capturedMicros - a.current.capturedMicros ||
      (`${a.operation}/${a.model}` < `${b.operation}/${b.model}` ? -1 : 1),
  );
}
