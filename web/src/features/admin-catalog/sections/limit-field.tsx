import { DAY_MS, HOUR_MS, type Limit, MINUTE_MS } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { X } from 'lucide-react';
import { Select } from '../../../components/controls/select.tsx';
import { Button } from '../../../components/ui/button.tsx';
import { IconButton } from '../../../components/ui/icon-button.tsx';
import type { Path } from '../../../lib/page/at-path.ts';
import { useEditedField } from '../draft/editing.tsx';
import { NumberField } from './number-field.tsx';

interface LimitFieldProps {
  /** "Limit of Image". */
  label: string;
  path: Path;
  /** Whether there may be none. */
  optional?: boolean;
}

const windows = [
  { value: String(MINUTE_MS), label: t`a minute` },
  { value: String(10 * MINUTE_MS), label: t`10 minutes` },
  { value: String(HOUR_MS), label: t`an hour` },
  { value: String(DAY_MS), label: t`24 hours` },
];

/** How many requests in which time. */
export function LimitField({ label, path, optional = false }: LimitFieldProps) {
  const { value, set } = useEditedField(path);
  const limit = value as Limit | null;
  if (!limit) {
    return (
      <Button size="small" look="quiet" onClick={() => set({ max: 50, windowMs: HOUR_MS } satisfies Limit)}>
        <Trans>No limit · set one</Trans>
      </Button>
    );
  }
  const current = String(limit.windowMs);
  const known = windows.some((window) => window.value === current);
  const options = known
    ? windows
    : [...windows, { value: current, label: t`${limit.windowMs / 1_000} seconds` }];
  return (
    <div className="flex flex-wrap items-start gap-2">
      <NumberField label={label} path={[...path, 'max']} after={t`requests in`} />
      <Select
        label={t`${label}: window`}
        value={current}
        options={options}
        onChange={(windowMs) => set({ ...limit, windowMs: Number(windowMs) })}
      />
      {optional && <IconButton icon={X} label={t`${label}: none`} onClick={() => set(null)} />}
    </div>
  );
}
