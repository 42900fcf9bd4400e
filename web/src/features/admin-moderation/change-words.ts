import { assertNever, type ModerationChange } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { durationText } from '../../lib/texts/format.ts';

/** Says on one line what has changed in the lists, or in the settings of OpenAI’s model. */
export function moderationChangeText(change: ModerationChange): string {
  switch (change.what) {
    case 'renamed':
      return t`${change.before} is now ${change.list}`;
    case 'switched':
      return change.on ? t`${change.list}: on` : t`${change.list}: off`;
    case 'added':
      return `${change.list ?? t`Exceptions`}: + ${change.entry}`;
    case 'removed':
      return `${change.list ?? t`Exceptions`}: − ${change.entry}`;
    case 'model-switched':
      return change.on ? t`OpenAI’s model: asked` : t`OpenAI’s model: not asked`;
    case 'model-unreachable':
      return change.becomes === 'allow'
        ? t`OpenAI’s model, when it can’t be asked: allow`
        : t`OpenAI’s model, when it can’t be asked: refuse`;
    case 'model-timeout':
      return t`OpenAI’s model: waits for ${durationText(change.timeoutMs)}`;
    default:
      return assertNever(change);
  }
}
