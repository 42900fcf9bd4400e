import type { ModerationSettings } from './moderation-settings.ts';

/** What differs between two settings, a line for each; words by list, what came and what went. */
export function moderationChanges(from: ModerationSettings, to: ModerationSettings): string[] {
  const names = [...new Set([...Object.keys(from.categories), ...Object.keys(to.categories)])];
  return [
    ...names.flatMap((name) => {
      const [before, after] = [from.categories[name], to.categories[name]];
      const label = after?.label ?? before?.label ?? name;
      const renamed =
        before && after && before.label !== after.label ? [`${before.label} is now ${label}`] : [];
      const isOn = after?.enabled ?? false;
      const switched = (before?.enabled ?? false) === isOn ? [] : [`${label}: ${isOn ? 'on' : 'off'}`];
      return [...renamed, ...switched, ...listChanges(label, before?.words ?? [], after?.words ?? [])];
    }),
    ...listChanges('Allowed', from.allowed, to.allowed),
    ...secondStageChanges(from.secondStage, to.secondStage),
  ];
}

function listChanges(label: string, before: readonly string[], after: readonly string[]): string[] {
  const [had, has] = [new Set(before), new Set(after)];
  return [
    ...after.filter((entry) => !had.has(entry)).map((entry) => `${label}: + ${entry}`),
    ...before.filter((entry) => !has.has(entry)).map((entry) => `${label}: − ${entry}`),
  ];
}

type SecondStage = ModerationSettings['secondStage'];

function secondStageChanges(from: SecondStage, to: SecondStage): string[] {
  const texts = (stage: SecondStage) => [
    `OpenAI’s model: ${stage.enabled ? 'asked' : 'not asked'}`,
    `OpenAI’s model, when it cannot be asked: ${stage.whenUnreachable}`,
    `OpenAI’s model: waited for ${stage.timeoutMs} ms`,
  ];
  const before = texts(from);
  return texts(to).filter((text, index) => text !== before[index]);
}
