import { Moon, Sun } from 'lucide-react';
import { IconButton } from '../components/icon-button.tsx';
import { setTheme, useTheme } from '../lib/theme.ts';

export function ThemeButton() {
  const { shown } = useTheme();
  const other = shown === 'dark' ? 'light' : 'dark';
  return (
    <IconButton
      icon={shown === 'dark' ? Sun : Moon}
      label={`Switch to ${other} theme`}
      onClick={() => setTheme(other)}
    />
  );
}
