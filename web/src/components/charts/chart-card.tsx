import { t } from '@lingui/core/macro';
import { ChartNoAxesColumn, Download, Table2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { toast } from '../../lib/page/toast.ts';
import { Skeleton } from '../controls/skeleton.tsx';
import { Definition } from '../ui/definition.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import type { TableData } from './chart-data.ts';
import { ChartTable } from './chart-table.tsx';
import { downloadCsv } from './download-csv.ts';

interface ChartCardProps {
  title: string;
  /** The meaning of its figures. */
  definition?: string;
  /** Undefined while it is read. */
  table: TableData | undefined;
  /** The text in place of the chart; absent: there is data to show. */
  empty?: string | false | undefined;
  /** The name of the downloaded file, without its extension. */
  fileName: string;
  /** Content next to the title, such as a sum. */
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
}

/** A chart with its title, its meaning, its numbers as a table and as a file. */
export function ChartCard(props: ChartCardProps) {
  const { title, definition, table, empty, fileName, aside, children, className = '' } = props;
  const [isTable, setIsTable] = useState(false);
  const download = () => {
    if (table)
      downloadCsv(fileName, table).catch(() => toast.error(t`The file could not be written. Try again.`));
  };
  return (
    <section
      aria-label={title}
      className={`flex min-w-0 flex-col overflow-x-clip rounded-xl border border-line bg-surface p-4 ${className}`}
    >
      <header className="mb-3 flex min-h-8 items-center gap-1">
        <h3 className="min-w-0 text-balance font-medium text-[0.8125rem] leading-snug">{title}</h3>
        {definition && <Definition of={title} text={definition} />}
        <span className="ms-auto flex shrink-0 items-center">
          {aside && <span className="nums me-1 text-ink-2 text-xs max-sm:hidden">{aside}</span>}
          {table && !empty && (
            <>
              <IconButton
                icon={isTable ? ChartNoAxesColumn : Table2}
                label={isTable ? t`Show as chart` : t`Show as table`}
                aria-pressed={isTable}
                onClick={() => setIsTable(!isTable)}
                className="size-8"
              />
              <IconButton
                icon={Download}
                label={t`Download CSV`}
                onClick={download}
                className="-me-1 size-8"
              />
            </>
          )}
        </span>
      </header>
      {!table ? (
        <div role="status" aria-label={t`Loading ${title}`} className="flex-1">
          <Skeleton className="h-44 w-full" />
        </div>
      ) : empty ? (
        <p className="grid min-h-32 flex-1 place-items-center px-4 text-center text-ink-3 text-[0.8125rem]">
          {empty}
        </p>
      ) : isTable ? (
        <ChartTable caption={title} table={table} />
      ) : (
        children
      )}
    </section>
  );
}
