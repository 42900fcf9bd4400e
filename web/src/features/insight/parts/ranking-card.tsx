import type { ReactNode } from 'react';
import { ChartCard } from '../../../components/charts/chart-card.tsx';
import type { Column, Value } from '../../../components/charts/chart-data.ts';
import { RankedBars, type RankedRow } from '../../../components/charts/ranked-bars.tsx';

interface RankingCardProps {
  title: string;
  definition?: string;
  fileName: string;
  columns: readonly Column[];
  /** The largest first; undefined while they are read. */
  rows: readonly (RankedRow & { cells: readonly Value[] })[] | undefined;
  empty: string;
  aside?: ReactNode;
  className?: string;
}

const SHOWN = 12;

/** The largest of something, as bars, a table and a file. */
export function RankingCard(props: RankingCardProps) {
  const { title, definition, fileName, columns, rows, empty, aside, className } = props;
  return (
    <ChartCard
      title={title}
      fileName={fileName}
      aside={aside}
      empty={rows?.length === 0 && empty}
      table={rows && { columns, rows: rows.map(({ cells }) => cells) }}
      {...(definition && { definition })}
      {...(className && { className })}
    >
      <RankedBars label={title} rows={(rows ?? []).slice(0, SHOWN)} />
    </ChartCard>
  );
}
