import {
  createZone,
  type DayRange,
  type DaysOf,
  DEFAULT_INSIGHT_SETTINGS,
  documentsOfAccounts,
  documentsOfSums,
  INSIGHT_BALANCES,
  INSIGHT_COHORTS,
  INSIGHT_HEAD,
  InsightAccounts,
  InsightBalances,
  InsightCohorts,
  type InsightData,
  type InsightHead,
  type InsightSettings,
  type InsightTopic,
  insightTopics,
  joinAccounts,
  MINUTE_MS,
  monthDocumentId,
  monthsOf,
} from '@firemeter/functions/contract';
import { useMemo } from 'react';
import { z } from 'zod';
import { useLive } from '#kit/hooks/use-live.ts';
import { useNow } from '#kit/hooks/use-now.ts';
import type { LiveStatus } from '#kit/live/live-store.ts';
import { insightSettingsSource } from '../../lib/service/sources/live-sources.ts';
import { insightHeadSource } from './insight-sources.ts';
import { usePackedFigures } from './use-packed-figures.ts';

const days = {
  usage: z.record(z.string(), insightTopics.usage),
  credits: z.record(z.string(), insightTopics.credits),
  money: z.record(z.string(), insightTopics.money),
  server: z.record(z.string(), insightTopics.server),
};

/** Returns the schema of a packed document by its id. */
function schemaOf(id: string): z.ZodType {
  if (id === INSIGHT_BALANCES) return InsightBalances;
  if (id === INSIGHT_COHORTS) return InsightCohorts;
  const topic = (Object.keys(days) as InsightTopic[]).find((name) => id.startsWith(`${name}-`));
  return topic ? days[topic] : InsightAccounts;
}

export interface InsightFrame {
  status: LiveStatus;
  /** Null: no figures were ever computed. */
  head: InsightHead | null;
  settings: InsightSettings;
  /** In the operator's time zone. */
  today: string;
}

/** Reads the progress of the figures, and the operator's current day; undefined until that is known. */
export function useInsightFrame(): InsightFrame | undefined {
  const head = useLive(insightHeadSource);
  const settings = useLive(insightSettingsSource);
  const nowMs = useNow({ everyMs: MINUTE_MS });
  if (!head.items || !settings.items) return undefined;
  const shown = settings.items[0]?.value ?? DEFAULT_INSIGHT_SETTINGS;
  const computed = head.items[0]?.value ?? null;
  const timeZone = computed?.timeZone ?? shown.timeZone;
  return {
    status: head.status,
    head: computed,
    settings: { ...shown, timeZone },
    today: createZone(timeZone)(nowMs).day,
  };
}

/** Reads the days of some ranges; undefined until all are there. @param topics absent: all but the calls of the server */
export function useInsightDays(
  ranges: readonly DayRange[],
  settings: InsightSettings,
  topics?: readonly InsightTopic[],
): { data: InsightData | undefined; status: LiveStatus } {
  const ids = documentsOfSums(ranges, topics).filter((id) => id !== INSIGHT_HEAD);
  const { figures, status } = usePackedFigures(ids, schemaOf);
  const data = useMemo(() => figures && readDays(figures, settings), [figures, settings]);
  return { data, status };
}

function readDays(figures: ReadonlyMap<string, unknown>, settings: InsightSettings): InsightData {
  const joined = (topic: InsightTopic) =>
    Object.assign({}, ...[...figures].flatMap(([id, value]) => (id.startsWith(`${topic}-`) ? [value] : [])));
  return {
    usage: joined('usage'),
    credits: joined('credits'),
    money: joined('money'),
    balances: (figures.get(INSIGHT_BALANCES) ?? {}) as InsightBalances,
    settings,
  };
}

/** Reads each account's figures of a range; null reads nothing. */
export function useInsightAccounts(range: DayRange | null): {
  accounts: InsightAccounts | undefined;
  status: LiveStatus;
} {
  const { figures, status } = usePackedFigures(range ? documentsOfAccounts(range) : [], schemaOf);
  const accounts = useMemo(
    () => figures && joinAccounts([...figures.values()] as InsightAccounts[]),
    [figures],
  );
  return { accounts: range ? accounts : undefined, status };
}

/** Reads the calls of the server by day; undefined until they are there. */
export function useServerDays(range: DayRange): DaysOf<'server'> | undefined {
  const ids = monthsOf(range).map((month) => monthDocumentId('server', month));
  const { figures } = usePackedFigures(ids, schemaOf);
  return useMemo(() => figures && Object.assign({}, ...figures.values()), [figures]);
}

export function useInsightCohorts(): { cohorts: InsightCohorts | undefined; status: LiveStatus } {
  const { figures, status } = usePackedFigures(cohortIds, schemaOf);
  return {
    cohorts: figures && ((figures.get(INSIGHT_COHORTS) ?? {}) as InsightCohorts),
    status,
  };
}

const cohortIds = [INSIGHT_COHORTS];
