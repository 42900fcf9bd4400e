import { unpackFigures } from '@firemeter/functions/contract';
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { z } from 'zod';
import type { LiveState, LiveStatus } from '#kit/live/live-store.ts';
import { useServices } from '../../lib/service/services.ts';
import { type PackedFigures, packedSource } from './insight-sources.ts';

export type SchemaOf = (id: string) => z.ZodType;

interface PackedState {
  /** The figures by document id; missing documents are absent. Undefined until all have been read once. */
  figures: ReadonlyMap<string, unknown> | undefined;
  status: LiveStatus;
}

/** A document is unpacked once, for however many pages and renders. */
const unpacked = new WeakMap<PackedFigures, Promise<unknown>>();

/** Listens to packed documents and unpacks them. @param schemaOf of a module: the same each time */
export function usePackedFigures(ids: readonly string[], schemaOf: SchemaOf): PackedState {
  const { key, states } = useLiveDocuments(ids);
  const [shown, setShown] = useState<{
    key: string;
    figures: ReadonlyMap<string, unknown>;
    failed: boolean;
  }>();
  useEffect(() => {
    if (states.some(({ items }) => !items)) return;
    let isCurrent = true;
    const present = key.split(' ').flatMap((id, index) => {
      const value = states[index]?.items?.[0]?.value;
      return value ? [[id, value] as const] : [];
    });
    const all = present.map(async ([id, value]) => [id, await unpackOnce(value, schemaOf(id))] as const);
    Promise.all(all).then(
      (entries) => isCurrent && setShown({ key, figures: new Map(entries), failed: false }),
      () => isCurrent && setShown((before) => before && { ...before, failed: true }),
    );
    return () => {
      isCurrent = false;
    };
  }, [key, states, schemaOf]);
  const isUnreadable = states.some(({ unreadable }) => unreadable > 0) || shown?.failed === true;
  return {
    figures: shown?.key === key ? shown.figures : undefined,
    status: isUnreadable ? 'error' : worst(states),
  };
}

function unpackOnce(value: PackedFigures, schema: z.ZodType): Promise<unknown> {
  const known = unpacked.get(value) ?? unpackFigures(schema, value.bytes);
  unpacked.set(value, known);
  return known;
}

function useLiveDocuments(ids: readonly string[]) {
  const { live } = useServices();
  const key = ids.join(' ');
  const sources = useMemo(() => key.split(' ').filter(Boolean).map(packedSource), [key]);
  const cache = useRef<readonly LiveState<PackedFigures>[]>([]);
  const watch = useCallback(
    (onChange: () => void) => {
      const ends = sources.map((source) => live.watch(source, onChange));
      return () => {
        for (const end of ends) end();
      };
    },
    [live, sources],
  );
  const read = useCallback(() => {
    const next = sources.map((source) => live.state(source));
    const isSame = next.length === cache.current.length && next.every((one, at) => one === cache.current[at]);
    if (!isSame) cache.current = next;
    return cache.current;
  }, [live, sources]);
  return { key, states: useSyncExternalStore(watch, read) };
}

function worst(states: readonly { status: LiveStatus }[]): LiveStatus {
  const order = ['error', 'offline', 'loading', 'live'] as const;
  return order.find((status) => states.some((state) => state.status === status)) ?? 'live';
}
