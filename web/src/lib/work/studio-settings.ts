import { type Activity, type GenerationInput, promptOf } from '@firemeter/functions/contract';
import { keptFor } from '../kept/kept.ts';

/** What a form of the studio remembers besides its text and model: size, length. */
export type StudioSettings = Readonly<Record<string, string | number>>;

/** A request as it is taken up again. */
export interface Reused {
  readonly prompt: string;
  readonly model: string;
  readonly settings: StudioSettings;
}

export const settingsName = (operation: string) => `settings.${operation}`;

export function readSettings(kept: string | null): StudioSettings {
  try {
    const read: unknown = JSON.parse(kept ?? '{}');
    return typeof read === 'object' && read !== null ? settingsIn(read) : {};
  } catch {
    return {};
  }
}

/** Returns the settings of an input: everything but its texts. */
export function settingsOf(input: GenerationInput): StudioSettings {
  const { kind: _, ...fields } = input;
  const text = promptOf(input);
  return settingsIn(Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== text)));
}

/** Returns the settings that an activity shows by what it was counted in. */
export function settingsOfActivity({ quantity }: Pick<Activity, 'quantity'>): StudioSettings {
  const { variant, seconds } = quantity;
  return { ...(variant !== undefined && { variant }), ...(seconds !== undefined && { seconds }) };
}

/** Puts a request into the studio's form, for when it opens. */
export function putInStudio(uid: string, operation: string, { prompt, model, settings }: Reused): void {
  const tab = keptFor(uid, 'tab');
  tab.write(`draft.${operation}`, prompt);
  tab.write(settingsName(operation), JSON.stringify(settings));
  keptFor(uid, 'browser').write(`model.${operation}`, model);
  if (typeof settings.source === 'string') tab.write(`source.${operation}`, settings.source);
}

function settingsIn(fields: object): StudioSettings {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => typeof value === 'string' || typeof value === 'number'),
  ) as StudioSettings;
}
