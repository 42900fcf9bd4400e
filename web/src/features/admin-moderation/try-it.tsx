import type { loadModeration, ModerationSettings } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useId, useMemo } from 'react';
import { inputClass } from '../../components/ui/field.tsx';

interface TryItProps {
  text: string;
  onChange: (text: string) => void;
  settings: ModerationSettings;
  createMatcher: Awaited<ReturnType<typeof loadModeration>>['createMatcher'];
}

/** Shows at once what the draft makes of a text: the same function as on the server. */
export function TryIt({ text, onChange, settings, createMatcher }: TryItProps) {
  const id = useId();
  const find = useMemo(() => createMatcher(settings), [createMatcher, settings]);
  const findings = find(text);
  return (
    <section aria-label={t`Try it`} className="rounded-2xl border border-line bg-surface p-5">
      <label htmlFor={id} className="font-semibold text-ink">
        <Trans>Try it</Trans>
      </label>
      <textarea
        id={id}
        rows={3}
        value={text}
        placeholder={t`Type a prompt to test`}
        onChange={(event) => onChange(event.target.value)}
        className={`${inputClass} mt-3 py-2`}
      />
      <div role="status" className="mt-3 text-sm">
        {text.trim() !== '' && findings.length === 0 && (
          <p className="text-ok">
            <Trans>No match.</Trans>
          </p>
        )}
        <ul className="space-y-1">
          {findings.map(({ category, entry, start, end }) => (
            <li key={`${start} ${end} ${entry}`} className="text-ink-2">
              <Trans>
                <strong className="text-bad">{settings.categories[category]?.label ?? category}</strong>: “
                {text.slice(start, end)}” is found by <code>{entry}</code>
              </Trans>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
