import { type PresetName, presets } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { ConfirmChange } from './confirm-change.tsx';
import { presetNames } from './preset-names.ts';

/** The first prices of a project: one of the presets, to be changed afterwards. */
export function FirstCatalog() {
  const [chosen, setChosen] = useState<PresetName>();
  return (
    <ul className="mt-5 flex flex-wrap justify-center gap-2">
      {presetNames.map((name) => (
        <li key={name}>
          <Button onClick={() => setChosen(name)}>{name}</Button>
        </li>
      ))}
      {chosen && (
        <ConfirmChange
          title={t`Publish the prices of “${chosen}”?`}
          confirmLabel={t`Publish`}
          change={{
            action: 'publish',
            baseVersion: 0,
            draft: presets[chosen],
          }}
          onDone={() => setChosen(undefined)}
          onClose={() => setChosen(undefined)}
        >
          <Trans>
            They become version 1. Within five seconds everyone can make requests and pays these prices.
          </Trans>
        </ConfirmChange>
      )}
    </ul>
  );
}
