import type { ModerationSettings } from '@firemeter/functions/contract';
import { Select } from '../../components/select.tsx';
import { Switch } from '../../components/switch.tsx';

interface SecondStageProps {
  value: ModerationSettings['secondStage'];
  onChange: (value: ModerationSettings['secondStage']) => void;
}

const choices = [
  { value: 'refuse', label: 'Refuse what cannot be checked' },
  { value: 'allow', label: 'Let it through unchecked' },
] as const;

/** Whether OpenAI's model is asked about what the words let pass, and what becomes of it when it cannot be. */
export function SecondStage({ value, onChange }: SecondStageProps) {
  return (
    <div className="space-y-3 border-line border-t pt-5">
      <div className="flex items-center justify-between gap-3">
        <p className="font-medium text-[0.8125rem] text-ink">Then ask OpenAI’s moderation model</p>
        <Switch
          label="OpenAI’s moderation model is asked"
          checked={value.enabled}
          onChange={(enabled) => onChange({ ...value, enabled })}
        />
      </div>
      <p className="text-ink-3 text-xs">
        It needs the secret OPENAI_API_KEY, adds its answer’s time to each request and sees what people ask
        for.
      </p>
      <Select
        label="When it cannot be asked"
        value={value.whenUnreachable}
        options={choices}
        onChange={(whenUnreachable) => onChange({ ...value, whenUnreachable })}
      />
    </div>
  );
}
