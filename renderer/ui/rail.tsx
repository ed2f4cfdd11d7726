import { ActionIcon, Tooltip, useMantineColorScheme, useComputedColorScheme } from '@mantine/core';
import { IconMoon, IconSearch, IconSun, type Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { KeyHint } from './key-hint.tsx';
import { Mark } from './mark.tsx';
import classes from './rail.module.css';

export type RailItem = { to: string; label: string; icon: Icon; count?: number; countLabel?: string };

/** The left rail: where one is, what waits, and the way to everything else. */
export function Rail({
  items,
  onSearch,
  place,
  foot,
}: {
  items: readonly RailItem[];
  onSearch: () => void;
  /** Where the window is, if there is more than one place. */
  place?: ReactNode;
  foot?: ReactNode;
}) {
  const [path] = useLocation();
  return (
    <nav className={classes.rail} aria-label="Main">
      <Link to="/" className={classes.brand} aria-label="Countersign">
        <Mark size={26} />
        <span className={classes.word}>Countersign</span>
      </Link>
      {place}
      <button type="button" className={classes.search} title="Find anything" onClick={onSearch}>
        <IconSearch size={15} aria-hidden="true" />
        <span className={classes.word}>Find anything</span>
        <span className={classes.word}>
          <KeyHint keys={searchKeys} />
        </span>
      </button>
      <ul className={classes.items}>
        {items.map(({ to, label, icon: ItemIcon, count, countLabel }) => (
          <li key={to}>
            <Link
              to={to}
              className={classes.item}
              aria-current={path === to || path.startsWith(`${to}/`) ? 'page' : undefined}
              title={label}
            >
              <ItemIcon size={18} stroke={1.7} aria-hidden="true" />
              <span className={classes.word}>{label}</span>
              {count === undefined || count === 0 ? null : (
                <span className={classes.count}>
                  {count > 99 ? '99+' : count}
                  <span className="visually-hidden"> {countLabel}</span>
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
      <div className={classes.foot}>
        {foot}
        <ThemeToggle />
      </div>
    </nav>
  );
}

const searchKeys = /Mac|iPhone|iPad/.test(navigator.userAgent) ? ['⌘', 'K'] : ['Ctrl', 'K'];

function ThemeToggle() {
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme('light') === 'dark';
  const label = isDark ? 'Use light colours' : 'Use dark colours';
  return (
    <Tooltip label={label} position="right">
      <ActionIcon aria-label={label} onClick={() => setColorScheme(isDark ? 'light' : 'dark')}>
        {isDark ? <IconSun size={17} /> : <IconMoon size={17} />}
      </ActionIcon>
    </Tooltip>
  );
}
