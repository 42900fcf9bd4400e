import { AlertConditionName, type AlertRule, rulesInForce, usualRule } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useLive } from '#kit/hooks/use-live.ts';
import { Sheet } from '../../components/controls/sheet.tsx';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { Unread } from '../../components/controls/unread.tsx';
import { RowButton } from '../../components/layout/row-button.tsx';
import { SeverityBadge } from '../../components/layout/severity-badge.tsx';
import { classNames } from '../../components/ui/class-names.ts';
import { alertRulesSource } from '../../lib/service/sources/live-sources.ts';
import { ruleText } from '../../lib/staff-texts/alert-units.ts';
import { conditionWords } from '../../lib/staff-texts/condition-words.ts';
import { RuleForm } from './rule-form.tsx';

interface RulesListProps {
  openRule: AlertConditionName | undefined;
  mayChange: boolean;
  onOpen: (name: AlertConditionName) => void;
  onClose: () => void;
}

/** Every rule as it holds, and the way to change it. */
export function RulesList({ openRule, mayChange, onOpen, onClose }: RulesListProps) {
  const { status, items } = useLive(alertRulesSource);
  if (!items)
    return (
      <Unread status={status}>
        <Skeleton className="h-96 rounded-2xl" />
      </Unread>
    );
  const stored = items[0]?.value ?? null;
  const rules = rulesInForce(stored);
  return (
    <>
      <ul
        aria-label={t`Rules`}
        className="divide-y divide-line overflow-hidden rounded-2xl border border-line bg-surface"
      >
        {AlertConditionName.options.map((name) => (
          <Row
            key={name}
            name={name}
            rule={rules[name]}
            isChanged={stored?.rules[name] !== undefined}
            onOpen={() => onOpen(name)}
          />
        ))}
      </ul>
      <p className="mt-3 text-ink-3 text-xs">
        <Trans>
          Faults that Firemeter finds in itself, such as a request whose books would not balance, always
          alert.
        </Trans>
      </p>
      <Sheet
        title={openRule ? conditionWords[openRule].name : ''}
        open={openRule !== undefined}
        onClose={onClose}
      >
        {openRule && (
          <RuleForm
            key={`${openRule} ${stored?.version ?? 0}`}
            name={openRule}
            rule={rules[openRule]}
            version={stored?.version ?? 0}
            mayChange={mayChange}
            onDone={onClose}
          />
        )}
      </Sheet>
    </>
  );
}

interface RowProps {
  name: AlertConditionName;
  rule: AlertRule;
  isChanged: boolean;
  onOpen: () => void;
}

function Row({ name, rule, isChanged, onOpen }: RowProps) {
  const words = conditionWords[name];
  return (
    <li className="relative grid gap-x-5 gap-y-0.5 px-4 py-3 transition-colors hover:bg-raised/60 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_8rem] sm:items-center">
      <div className="min-w-0">
        <RowButton onClick={onOpen} className={classNames('font-medium', !rule.isEnabled && 'text-ink-3')}>
          {words.name}
        </RowButton>
        <p className="text-ink-3 text-xs">{words.meaning}</p>
      </div>
      <p className="nums text-[0.8125rem] text-ink-2">
        {rule.isEnabled ? ruleText(name, rule) : t`Off`}
        {isChanged && (
          <span className="ms-2 text-ink-3 text-xs" title={t`Default: ${ruleText(name, usualRule(name))}`}>
            <Trans>changed</Trans>
          </span>
        )}
      </p>
      {rule.isEnabled && (
        <span className="justify-self-start">
          <SeverityBadge severity={rule.severity} />
        </span>
      )}
    </li>
  );
}
