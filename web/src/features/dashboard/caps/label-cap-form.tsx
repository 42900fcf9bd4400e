import { MAX_LABEL_LENGTH } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { useList } from '#kit/hooks/use-list.ts';
import { Button } from '../../../components/ui/button.tsx';
import { Field } from '../../../components/ui/field.tsx';
import { useAccountId } from '../../../lib/data/use-account-id.ts';
import { ownActivityList } from '../../../lib/service/sources/list-sources.ts';
import { CapsForm } from './caps-form.tsx';
import { recentLabels } from './recent-labels.ts';

/** Sets the cap of a label that has none. Suggests labels of recent requests. */
export function LabelCapForm({ taken, onDone }: { taken: readonly string[]; onDone: () => void }) {
  const { items = [] } = useList(ownActivityList(useAccountId(), {}));
  const [text, setText] = useState('');
  const label = text.trim();
  const suggested = recentLabels(items, taken);
  return (
    <div className="mt-3 rounded-xl bg-sunken p-3">
      <Field
        label={t`Label`}
        value={text}
        maxLength={MAX_LABEL_LENGTH}
        placeholder={t`Name of a project`}
        error={taken.includes(label) ? t`This label has a cap. Change it below.` : undefined}
        onChange={({ target }) => setText(target.value)}
      />
      {suggested.length > 0 && (
        <ul aria-label={t`Labels of recent requests`} className="mt-2 flex flex-wrap gap-1.5">
          {suggested.map((one) => (
            <li key={one} className="max-w-full">
              <Button size="small" className="max-w-full" onClick={() => setText(one)}>
                <span className="truncate">{one}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      <CapsForm caps={null} label={label} isReady={label !== '' && !taken.includes(label)} onDone={onDone} />
      <p className="mt-3 text-ink-3 text-xs">
        <Trans>Requests count from when the cap is set.</Trans>
      </p>
    </div>
  );
}
