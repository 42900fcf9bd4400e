/** Outlines of 24 by 24, as paths. */
const outlines = {
  alert: 'M12 3 2 20h20L12 3Zm0 6v5m0 3v.01',
  ban: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM5.6 5.6l12.8 12.8',
  circleAlert: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 5v5m0 3v.01',
  circleCheck: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm-4 9.5 3 3 5.5-6',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 4.5V12l3.5 2',
  coins: 'M8.5 3a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11Zm8.2 7.2A5.5 5.5 0 1 1 10 17',
  flame: 'M12 3c1 4 5 5.5 5 11a5 5 0 0 1-10 0c0-2 1-3.5 2-4.5.5 2 1.5 2.5 2.5 2.5C11.5 9 10.5 6 12 3Z',
  gift: 'M4 9h16v3H4V9Zm1.5 3h13v8h-13v-8ZM12 9v11M12 9S8 9 8 6.5 12 5 12 9Zm0 0s4 0 4-2.5S12 5 12 9Z',
  hourglass: 'M7 3h10M7 21h10M8 3c0 5 8 5.5 8 9s-8 4-8 9m8-18c0 5-8 5.5-8 9s8 4 8 9',
  infinity: 'M7 8.5c4 0 6 7 10 7a3.5 3.5 0 0 0 0-7c-4 0-6 7-10 7a3.5 3.5 0 0 1 0-7Z',
  offline: 'M3 3l18 18M8.5 15.5a5 5 0 0 1 7 0M5 12a10 10 0 0 1 4-2.4M12 19v.01M19 12a10 10 0 0 0-5-2.8',
  power: 'M12 3v8m5.5-5a8 8 0 1 1-11 0',
  returned: 'M9 7 4 12l5 5m-5-5h10.5a5 5 0 0 1 0 10H13',
  snowflake: 'M12 3v18M4 7.5l16 9m0-9-16 9',
} as const;

export type IconName = keyof typeof outlines;

/** An outline beside a text that says the same: screen readers skip it. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      aria-hidden="true"
      className="fm-icon"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
    >
      <path d={outlines[name]} strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
