import { type TableData, valueText } from './chart-data.ts';

interface ChartTableProps {
  caption: string;
  table: TableData;
}

/** Shows the data of a chart in numbers. */
export function ChartTable({ caption, table: { columns, rows } }: ChartTableProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    <div
      role="group"
      aria-label={caption}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable table must scroll by keyboard as well
      tabIndex={0}
      className="max-h-80 overflow-auto rounded-lg border border-line"
    >
      <table className="nums w-full text-[0.8125rem]">
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 bg-raised">
          <tr>
            {columns.map(({ label, format }) => (
              <th
                key={label}
                scope="col"
                className={`whitespace-nowrap px-3 py-2 font-medium text-ink-2 text-xs ${format ? 'text-end' : 'text-start'}`}
              >
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name
            <tr key={index}>
              {columns.map((column, at) => (
                <td
                  key={column.label}
                  className={`px-3 py-1.5 ${column.format ? 'text-end' : 'max-w-72 truncate text-start'}`}
                >
                  {valueText(column, row[at] ?? null)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
