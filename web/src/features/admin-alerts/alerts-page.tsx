import type { AlertConditionName } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useLive } from '#kit/hooks/use-live.ts';
import { Segmented } from '../../components/controls/segmented.tsx';
import { LiveMark } from '../../components/layout/live-mark.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { openAlertsSource } from '../../lib/service/sources/live-sources.ts';
import { AlertHistory } from './alert-history.tsx';
import { OpenAlerts } from './open-alerts.tsx';
import { RulesList } from './rules-list.tsx';

export interface AlertsView {
  readonly view: 'open' | 'history' | 'rules';
  /** The rule that is open. */
  readonly rule?: AlertConditionName | undefined;
}

interface AlertsPageProps extends AlertsView {
  mayChangeRules: boolean;
  onGo: (to: AlertsView) => void;
}

/** Shows open and past alerts, and the rules that fire them. */
export function AlertsPage({ view, rule, mayChangeRules, onGo }: AlertsPageProps) {
  const { items, status } = useLive(openAlertsSource);
  return (
    <div className="mx-auto w-full max-w-6xl 2xl:max-w-[110rem]">
      <PageHeader title={t`Alerts`} aside={<LiveMark status={status} />}>
        <Trans>
          What needs somebody’s attention. An alert fires once, and resolves when its condition ends.
        </Trans>
      </PageHeader>
      <Segmented
        label={t`Show`}
        value={view}
        options={[
          { value: 'open', label: t`Open`, count: items?.length ?? '' },
          { value: 'history', label: t`History` },
          { value: 'rules', label: t`Rules` },
        ]}
        onChange={(next) => onGo({ view: next })}
        className="mb-5"
      />
      {view === 'open' && (
        <OpenAlerts status={status} alerts={items} onRule={(name) => onGo({ view: 'rules', rule: name })} />
      )}
      {view === 'history' && <AlertHistory />}
      {view === 'rules' && (
        <RulesList
          openRule={rule}
          mayChange={mayChangeRules}
          onOpen={(name) => onGo({ view: 'rules', rule: name })}
          onClose={() => onGo({ view: 'rules' })}
        />
      )}
    </div>
  );
}
