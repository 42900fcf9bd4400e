import type { ModerationSettings } from './moderation-settings.ts';

/** One difference between two settings, as data. A list is a category's label, or null for the allowed words. */
export type ModerationChange =
  | { readonly what: 'renamed'; readonly list: string; readonly before: string }
  | { readonly what: 'switched'; readonly list: string; readonly on: boolean }
  | { readonly what: 'added' | 'removed'; readonly list: string | null; readonly entry: string }
  | { readonly what: 'model-switched'; readonly on: boolean }
  | { readonly what: 'model-unreachable'; readonly becomes: 'allow' | 'refuse' }
  | { readonly what: 'model-timeout'; readonly timeoutMs: number };

/** Returns the differences between two settings; for words, those added to and removed from each list. */
export function moderationChanges(from: ModerationSettings, to: ModerationSettings): ModerationChange[] {
  const names = [...new Set([...Object.keys(from.categories), ...Object.keys(to.categories)])];
  return [
    ...names.flatMap((name): ModerationChange[] => {
      const [before, after] = [from.categories[name], to.categories[name]];
      const list = after?.label ?? before?.label ?? name;
      const isRenamed = before && after && before.label !== after.label;
      const on = after?.enabled ?? false;
      return [
        ...(isRenamed ? [{ what: 'renamed' as const, list, before: before.label }] : []),
        ...((before?.enabled ?? false) === on ? [] : [{ what: 'switched' as const, list, on }]),
        ...listChanges(list, before?.words ?? [], after?.words ?? []),
      ];
    }),
    ...listChanges(null, from.allowed, to.allowed),
    ...secondStageChanges(from.secondStage, to.secondStage),
  ];
}

function listChanges(
  list: string | null,
  before: readonly string[],
  after: readonly string[],
): ModerationChange[] {
  const [had, has] = [new Set(before), new Set(after)];
  return [
    ...after.filter((entry) => !had.has(entry)).map((entry) => ({ what: 'added' as const, list, entry })),
    ...before.filter((entry) => !has.has(entry)).map((entry) => ({ what: 'removed' as const, list, entry })),
  ];
}

type SecondStage = ModerationSettings['secondStage'];

function secondStageChanges(from: SecondStage, to: SecondStage): ModerationChange[] {
  const { enabled: on, whenUnreachable: becomes, timeoutMs } = to;
  return [
    ...(from.enabled === on ? [] : [{ what: 'model-switched' as const, on }]),
    ...(from.whenUnreachable === becomes ? [] : [{ what: 'model-unreachable' as const, becomes }]),
    ...(from.timeoutMs === timeoutMs ? [] : [{ what: 'model-timeout' as const, timeoutMs }]),
  ];
}
