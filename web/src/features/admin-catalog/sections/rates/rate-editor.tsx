import { assertNever, type Model, type Operation, type Rate } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Select } from '../../../../components/controls/select.tsx';
import { FieldNote } from '../../../../components/ui/field.tsx';
import type { Path } from '../../../../lib/page/at-path.ts';
import type { PriceUnit } from '../../../../lib/texts/describe-rate.ts';
import { unitWords } from '../../../../lib/texts/unit-words.ts';
import { useKinds } from '../../../../lib/work/kinds.ts';
import { useEditedField } from '../../draft/editing.tsx';
import { NumberField } from '../number-field.tsx';
import { choiceOf, rateCharged, rateChoices } from './rate-kinds.ts';

interface RateEditorProps {
  /** "Price of Nano Banana". */
  label: string;
  path: Path;
  money: PriceUnit;
  kind: Operation['kind'];
  variants: Model['variants'];
}

/** A rate with the fields that its kind has. */
export function RateEditor({ label, path, money, kind, variants }: RateEditorProps) {
  const { value, fault, set } = useEditedField(path);
  const rate = value as Rate;
  const choices = rateChoices(useKinds(), { kind, variants });
  return (
    <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
      <RateFields label={label} path={path} money={money} rate={rate} kind={kind} variants={variants} />
      {choices.length > 1 && (
        <Select
          label={t`${label}: charged`}
          value={choiceOf(rate)}
          options={choices}
          onChange={(choice) => set(rateCharged(choice, rate, variants))}
        />
      )}
      {fault && <FieldNote id={`${path.join('-')}-fault`} error={fault} />}
    </div>
  );
}

interface RateFieldsProps extends Pick<RateEditorProps, 'label' | 'path' | 'money' | 'kind' | 'variants'> {
  rate: Rate;
}

function RateFields({ label, path, money, rate, kind, variants }: RateFieldsProps) {
  const kinds = useKinds();
  const amount = { scale: 1_000_000, ...(money === 'usd' ? { before: '$' } : {}) };
  const unit = money === 'usd' ? '' : t`credits`;
  switch (rate.kind) {
    case 'flat':
      return <NumberField label={label} path={[...path, 'micros']} {...amount} after={unit} />;
    case 'per-unit':
      return (
        <>
          <NumberField
            label={label}
            path={[...path, 'micros']}
            {...amount}
            after={money === 'usd' ? t`per` : t`credits per`}
          />
          <NumberField
            label={t`${label}: units`}
            path={[...path, 'unitSize']}
            after={unitWords(kinds, { kind, unit: rate.unit }).many}
          />
          <Minimum label={label} path={path} amount={amount} />
        </>
      );
    case 'per-token':
      return (
        <>
          <NumberField
            label={t`${label}: input`}
            path={[...path, 'inputMicrosPerThousand']}
            {...amount}
            after={t`/ 1k in`}
          />
          <NumberField
            label={t`${label}: output`}
            path={[...path, 'outputMicrosPerThousand']}
            {...amount}
            after={t`/ 1k out`}
          />
          <Minimum label={label} path={path} amount={amount} />
        </>
      );
    case 'per-variant':
      return Object.keys(rate.micros).map((name) => (
        <NumberField
          key={name}
          label={`${label}: ${name}`}
          path={[...path, 'micros', name]}
          {...amount}
          after={variants?.all[name]?.label ?? name}
        />
      ));
    default:
      return assertNever(rate);
  }
}

interface MinimumProps {
  label: string;
  path: Path;
  amount: { scale: number; before?: string };
}

function Minimum({ label, path, amount: { scale, before = '' } }: MinimumProps) {
  return (
    <NumberField
      label={t`${label}: at least`}
      path={[...path, 'minimumMicros']}
      scale={scale}
      before={before === '' ? t`at least` : t`at least ${before}`}
    />
  );
}
