import { exactAmount, type Pack } from '@firemeter/functions/contract';
import { Trash2 } from 'lucide-react';
import { classNames } from '../../components/class-names.ts';
import { inputClass } from '../../components/field.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Select } from '../../components/select.tsx';
import type { Path } from './at-path.ts';
import { useEditedField, useEditing } from './editing.tsx';
import { NumberField } from './number-field.tsx';

const tags = [
  { value: 'none', label: 'No label' },
  { value: 'best-value', label: 'Best value' },
  { value: 'most-popular', label: 'Most popular' },
] as const;

const CREDIT = 1_000_000;

export function PackCard({ name, pack }: { name: string; pack: Pack }) {
  const { change } = useEditing();
  const path: Path = ['packs', name];
  const title = useEditedField([...path, 'label']);
  const tag = useEditedField([...path, 'tag']);
  const { label, micros, prices } = pack;
  const perCredit = prices.usd && micros ? (prices.usd * 10_000 * CREDIT) / micros : null;
  return (
    <li className="space-y-3 rounded-xl border border-line bg-surface p-4">
      <div className="flex items-center gap-2">
        <input
          aria-label={`Name of pack ${label}`}
          value={label}
          maxLength={80}
          aria-invalid={title.fault ? true : undefined}
          onChange={(event) => title.set(event.target.value)}
          className={classNames(inputClass, 'h-9 min-w-0 font-medium')}
        />
        <IconButton icon={Trash2} label={`Remove ${label}`} onClick={() => change(path, undefined)} />
      </div>
      <div className="flex flex-wrap gap-3">
        <NumberField labelled label="Credits" path={[...path, 'micros']} scale={CREDIT} />
        <NumberField labelled label="Of which bonus" path={[...path, 'bonusMicros']} scale={CREDIT} />
        <NumberField labelled label="Price" path={[...path, 'prices', 'usd']} scale={100} before="$" />
      </div>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Select
          label={`Label of ${label}`}
          value={(tag.value as Pack['tag']) ?? 'none'}
          options={tags}
          onChange={(value) => tag.set(value === 'none' ? null : value)}
        />
        {perCredit !== null && Number.isFinite(perCredit) && (
          <p className="nums text-ink-3 text-xs">
            {exactAmount(Math.round(perCredit / 10) * 10, 'usd')} a credit
          </p>
        )}
      </div>
    </li>
  );
}
