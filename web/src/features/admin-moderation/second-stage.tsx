import type { ModerationSettings } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Select } from '../../components/controls/select.tsx';
import { Switch } from '../../components/controls/switch.tsx';

interface SecondStageProps {
  value: ModerationSettings['secondStage'];
  onChange: (value: ModerationSettings['secondStage']) => void;
}

const choices = [
  { value: 'refuse', label: t`Refuse what can’t be checked` },
  { value: 'allow', label: t`Allow it unchecked` },
] as const;

/** Whether OpenAI's model is asked about what the words let pass, and what becomes of it when it cannot be. */
export function SecondStage({ value, onChange }: SecondStageProps) {
  return (
    <div className="space-y-3 border-line border-t pt-5">
      <div className="flex items-center justify-between gap-3">
        <p className="font-medium text-[0.8125rem] text-ink">
          <Trans>Also check with OpenAI’s moderation model</Trans>
        </p>
        <Switch
          label={t`Check with OpenAI’s moderation model`}
          checked={value.enabled}
          onChange={(enabled) => onChange({ ...value, enabled })}
        />
      </div>
      <p className="text-ink-3 text-xs">
        <Trans>
          Needs the secret OPENAI_API_KEY, adds latency to each request, and sends prompts to OpenAI.
        </Trans>
      </p>
      <Select
        label={t`When it cannot be asked`}
        value={value.whenUnreachable}
        options={choices}
        onChange={(whenUnreachable) => onChange({ ...value, whenUnreachable })}
      />
    </div>
  );
}
