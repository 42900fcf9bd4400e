import { t } from '@lingui/core/macro';
import { Plural, Trans } from '@lingui/react/macro';
import { Switch } from '../../components/controls/switch.tsx';
import { useEditing } from './draft/editing.tsx';

/** Every provider that makes something, each with a switch for all that it makes. */
export function ProvidersCard() {
  const { published, reachableProviders, providerLabel, askSwitch } = useEditing();
  const models = Object.values(published.operations).flatMap((operation) => Object.values(operation.models));
  const providers = [...new Set([...models.map(({ provider }) => provider), ...published.disabledProviders])];
  return (
    <section
      aria-label={t`Providers`}
      className="rounded-2xl border border-line bg-surface px-4 py-3 sm:px-5"
    >
      <h2 className="font-semibold">
        <Trans>Providers</Trans>
      </h2>
      <ul className="mt-2 flex flex-wrap gap-x-6 gap-y-2">
        {providers.sort().map((provider) => {
          const label = providerLabel(provider);
          const count = models.filter((model) => model.provider === provider).length;
          return (
            <li key={provider} className="flex items-center gap-2.5">
              <Switch
                label={t`${label} on`}
                checked={!published.disabledProviders.includes(provider)}
                onChange={(enabled) => askSwitch({ target: { kind: 'provider', provider }, label, enabled })}
              />
              <span>
                {label}{' '}
                <span className="nums text-ink-3 text-xs">
                  <Plural value={count} one="# model" other="# models" />
                </span>
                {reachableProviders?.includes(provider) === false && (
                  <span className="ms-1.5 text-bad text-xs">
                    <Trans>No key: not offered</Trans>
                  </span>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
