import type { Catalog, WhatIfModel } from '@firemeter/functions/contract';
import { plural, t } from '@lingui/core/macro';
import { classNames } from '../../../components/ui/class-names.ts';
import { formatCredits, numberText, percentText } from '../../../lib/texts/format.ts';
import { isRed } from './effect-table.tsx';

interface ModelsTableProps {
  models: readonly WhatIfModel[];
  /** Names them; the draft only where they are new. */
  published: Catalog;
  draft: Catalog;
}

/** Compares each model that was used. */
export function ModelsTable({ models, published, draft }: ModelsTableProps) {
  const nameOf = ({ operation, model }: WhatIfModel) => {
    const found = published.operations[operation] ?? draft.operations[operation];
    return `${found?.label ?? operation} · ${found?.models[model]?.label ?? model}`;
  };
  return (
    <details>
      <summary className="cursor-pointer text-[0.8125rem] text-ink-2 hover:text-ink">
        {plural(models.length, { one: '# model', other: '# models' })}
      </summary>
      {/* A table that scrolls has to be reached by the keyboard. */}
      <section
        aria-label={t`Effect by model`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: as above
        tabIndex={0}
        className="mt-2 overflow-x-auto"
      >
        <table className="nums w-full text-[0.8125rem]">
          <thead className="text-ink-3 text-xs">
            <tr className="border-line border-b">
              <th scope="col" className="py-1.5 text-start font-normal">
                {t`Model`}
              </th>
              {[t`Credits now`, t`Draft`, t`Margin`, t`Skipped`].map((label) => (
                <th key={label} scope="col" className="whitespace-nowrap ps-3 text-end font-normal">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {models.map((one) => (
              <tr key={`${one.operation}/${one.model}`}>
                <th scope="row" className="py-1.5 text-start font-normal text-ink-2">
                  {nameOf(one)}
                </th>
                <td className="ps-3 text-end">{formatCredits(one.current.capturedMicros)}</td>
                <td className="ps-3 text-end text-ink">{formatCredits(one.draft.capturedMicros)}</td>
                <td
                  className={classNames('ps-3 text-end', isRed(one.draft.margin) && 'font-medium text-bad')}
                >
                  {one.draft.margin === null ? '–' : percentText(one.draft.margin)}
                </td>
                <td className="ps-3 text-end">{numberText(one.newlyUnaffordable + one.newlyNotOffered)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
