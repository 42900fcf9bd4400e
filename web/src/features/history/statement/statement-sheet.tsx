import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Wordmark } from '../../../components/layout/logo.tsx';
import { useCatalog } from '../../../lib/data/use-catalog.ts';
import {
  movementLooks,
  movementNote,
  movementTitle,
  signedCredits,
} from '../../../lib/ledger/movement-texts.ts';
import { usePerson } from '../../../lib/service/session/person.tsx';
import { dateText, dateTimeText, exactCredits, monthText, numberText } from '../../../lib/texts/format.ts';
import type { Month } from '../../../lib/texts/month-range.ts';
import type { Statement } from './read-statement.ts';

interface StatementSheetProps {
  statement: Statement;
  month: Month;
  accountId: string;
}

/** Shows a month on paper: opening balance, movements, closing balance, and the seal for checking it. */
export function StatementSheet({ statement, month, accountId }: StatementSheetProps) {
  const { email, name } = usePerson();
  const { published } = useCatalog();
  const operations = published?.catalog.operations ?? {};
  const { opening, closing, figures, movements, balances, seal } = statement;
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const isRunning = month.untilMs > Date.now();
  return (
    <article
      aria-label={t`Statement`}
      className="statement rounded-2xl border border-line bg-surface p-5 text-[0.8125rem] sm:p-8 print:rounded-none print:border-0 print:p-0"
    >
      <header className="flex flex-wrap items-start justify-between gap-4">
        <div>
          <Wordmark />
          <h1 className="mt-5 font-semibold text-2xl tracking-tight">
            <Trans>Credit statement</Trans>
          </h1>
          <p className="mt-1 text-ink-2">
            {monthText(month.fromMs)}
            {isRunning && (
              <>
                {' · '}
                <Trans>up to {dateTimeText(Date.now())}</Trans>
              </>
            )}
          </p>
        </div>
        <dl className="space-y-1 text-ink-2 sm:text-end">
          <dt className="sr-only">{t`Account`}</dt>
          <dd className="font-medium text-ink">{name ?? email}</dd>
          {name && email && <dd>{email}</dd>}
          <dd className="break-all text-xs">{accountId}</dd>
          <dd className="text-xs">
            <Trans>Times are in {timeZone}</Trans>
          </dd>
        </dl>
      </header>

      <Section title={t`Summary`}>
        <Table head={[t`In credits`, t`Movements`, t`Amount`]}>
          <Row
            cells={[t`Opening balance, ${dateText(month.fromMs)}`, '', exactCredits(opening.balanceMicros)]}
            strong
          />
          {figures.byType.map(({ type, count, totalMicros }) => (
            <Row
              key={type}
              cells={[
                type === 'other' ? t`Other` : movementLooks[type].plural,
                numberText(count),
                signedCredits(totalMicros),
              ]}
            />
          ))}
          <Row cells={[t`Closing balance`, '', exactCredits(closing.balanceMicros)]} strong />
          {closing.debtMicros > 0 && <Row cells={[t`Debt`, '', exactCredits(closing.debtMicros)]} strong />}
        </Table>
      </Section>

      {figures.byModel.length > 0 && (
        <Section title={t`Usage by model`}>
          <Table head={[t`Model`, t`Requests`, t`Credits`]}>
            {figures.byModel.map(({ operation, model, count, totalMicros }) => (
              <Row
                key={`${operation} ${model}`}
                cells={[
                  `${operations[operation]?.label ?? operation} · ${operations[operation]?.models[model]?.label ?? model}`,
                  numberText(count),
                  exactCredits(-totalMicros),
                ]}
              />
            ))}
          </Table>
        </Section>
      )}

      <Section title={t`All movements`}>
        {movements.length === 0 ? (
          <p className="text-ink-2">
            <Trans>Nothing moved your credits this month.</Trans>
          </p>
        ) : (
          <Table head={[t`Time`, t`Movement`, t`Credits`, t`Balance`]}>
            {movements.map(({ id, value: entry }) => {
              const note = movementNote(entry, operations);
              const title = movementTitle(entry, operations);
              return (
                <Row
                  key={id}
                  cells={[
                    dateTimeText(entry.createdAt),
                    note ? `${title} · ${note}` : title,
                    signedCredits(entry.totalMicros),
                    exactCredits(balances.get(id)?.balanceMicros ?? 0),
                  ]}
                />
              );
            })}
          </Table>
        )}
      </Section>

      <Section title={t`Proof`}>
        {seal ? (
          <p className="text-ink-2">
            <Trans>
              Every movement is sealed in a signed chain. The latest seal of this account is number{' '}
              {numberText(seal.number)}, of {dateTimeText(seal.sealedAt)}. Its fingerprint:
            </Trans>
            <span className="mt-1.5 block break-all font-mono text-ink text-xs">{seal.hash}</span>
            <span className="mt-1.5 block">
              <Trans>
                Compare it under Account › Verify your books: if the history is ever rewritten, it no longer
                matches.
              </Trans>
            </span>
          </p>
        ) : (
          <p className="text-ink-2">
            <Trans>Nothing is sealed yet. New movements are sealed within minutes.</Trans>
          </p>
        )}
      </Section>
    </article>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="mt-8">
      <h2 className="mb-2 font-semibold">{title}</h2>
      {children}
    </section>
  );
}

function Table({ head, children }: { head: readonly string[]; children: ReactNode }) {
  return (
    <div className="overflow-x-auto print:overflow-visible">
      <table className="w-full border-collapse">
        <thead className="print:table-header-group">
          <tr className="border-line-strong border-b text-ink-3 text-xs">
            {head.map((text, index) => (
              <th
                key={text}
                scope="col"
                className={index === 0 || (head.length === 4 && index === 1) ? textCell : numberCell}
              >
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

const textCell = 'py-1.5 pe-4 text-start font-medium';
const numberCell = 'py-1.5 ps-4 text-end font-medium';

function Row({ cells, strong = false }: { cells: readonly string[]; strong?: boolean }) {
  return (
    <tr className={`break-inside-avoid border-line border-b ${strong ? 'font-semibold' : ''}`}>
      {cells.map((text, index) => {
        const isText = index === 0 || (cells.length === 4 && index === 1);
        return (
          <td
            // biome-ignore lint/suspicious/noArrayIndexKey: cells never move
            key={index}
            className={isText ? 'py-1.5 pe-4' : 'nums whitespace-nowrap py-1.5 ps-4 text-end'}
          >
            {text}
          </td>
        );
      })}
    </tr>
  );
}
