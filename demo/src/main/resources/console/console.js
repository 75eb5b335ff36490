// Shows the streams of an application in each element with the attribute data-streams, whose value is the address of
// StreamsResource. It asks every two seconds, and not while the page is hidden.

const INTERVAL = 2000;
const STATES = { OPEN: 'Open', CONNECTING: 'Connecting', CLOSED: 'Closed', PAUSED: 'Paused' };

const COLUMNS = [
  { label: 'Stream', fill: (cell, stream) => lines(cell, stream.key, stream.url === stream.key ? '' : stream.url) },
  { label: 'State', fill: (cell, stream, now) => lines(cell, state(cell, stream), since(stream, now)) },
  { label: 'Last message', fill: (cell, stream, now) => lines(cell, ago(stream.lastEvent, now) ?? 'none yet', handled(stream)) },
  { label: 'Messages', number: true, fill: (cell, stream) => lines(cell, count(stream.events), unfinished(stream)) },
  { label: 'Connections', number: true, fill: (cell, stream) => lines(cell, count(stream.connections)) },
  { label: 'Failures', number: true, fill: (cell, stream) => lines(cell, count(stream.failures)) },
  { label: 'Last failure', fill: (cell, stream) => lines(cell, stream.lastError?.reason ?? 'none') },
];

for (const place of document.querySelectorAll('[data-streams]')) {
  show(place);
}

function show(place) {
  const table = element('table', 'streams');
  table.setAttribute('role', 'table');
  const caption = table.appendChild(element('caption', 'unseen'));
  caption.textContent = 'Streams of this application';
  const head = table.appendChild(element('thead'));
  head.setAttribute('role', 'rowgroup');
  const titles = head.appendChild(row());
  for (const column of COLUMNS) {
    const title = titles.appendChild(element('th', column.number ? 'number' : ''));
    title.scope = 'col';
    title.setAttribute('role', 'columnheader');
    title.textContent = column.label;
  }
  const body = table.appendChild(element('tbody'));
  body.setAttribute('role', 'rowgroup');
  const note = element('p', 'streams-note');
  place.append(table, note);
  refresh(place.dataset.streams, body, note);
}

async function refresh(address, body, note) {
  try {
    const response = await fetch(address, { headers: { Accept: 'application/json' } });
    if (!response.ok) {
      throw new Error(`status ${response.status}`);
    }
    const { now, streams } = await response.json();
    update(body, streams, Date.parse(now));
    write(note, streams.length ? '' : 'No stream is in use.');
  } catch (failure) {
    write(note, `The application does not answer (${failure.message}). The table is as it was.`);
  }
  setTimeout(() => whenVisible(() => refresh(address, body, note)), INTERVAL);
}

function whenVisible(action) {
  if (document.hidden) {
    document.addEventListener('visibilitychange', () => whenVisible(action), { once: true });
  } else {
    action();
  }
}

// Changes only texts that differ, so that a selection or a reader's place in the table stays.
function update(body, streams, now) {
  while (body.rows.length > streams.length) {
    body.deleteRow(-1);
  }
  streams.forEach((stream, index) => {
    const cells = (body.rows[index] ?? body.appendChild(newRow())).children;
    COLUMNS.forEach((column, at) => column.fill(cells[at], stream, now));
  });
}

function newRow() {
  const added = row();
  COLUMNS.forEach((column, at) => {
    const cell = added.appendChild(element(at ? 'td' : 'th', column.number ? 'number' : ''));
    cell.setAttribute('role', at ? 'cell' : 'rowheader');
    cell.dataset.label = column.label;
    cell.appendChild(element('div')).append(element('span'), element('small'));
    if (!at) {
      cell.scope = 'row';
    }
  });
  return added;
}

function row() {
  const added = element('tr');
  added.setAttribute('role', 'row');
  return added;
}

function lines(cell, first, second = '') {
  const [main, small] = cell.firstChild.children;
  write(main, first);
  write(small, second);
  small.hidden = !second;
}

function state(cell, stream) {
  const name = stream.paused ? 'PAUSED' : stream.state;
  const mark = cell.firstChild.firstChild;
  mark.className = 'state';
  mark.dataset.state = name;
  return STATES[name];
}

function since(stream, now) {
  if (stream.openSince) {
    return `for ${span(now - Date.parse(stream.openSince))}`;
  }
  if (stream.nextAttempt) {
    const wait = Math.max(0, Date.parse(stream.nextAttempt) - now);
    return `attempt ${stream.attempt} failed, next in ${span(wait)}`;
  }
  return stream.attempt ? `attempt ${stream.attempt} is running` : '';
}

function handled(stream) {
  return stream.cursor === undefined ? '' : `handled up to ${stream.cursor}`;
}

function unfinished(stream) {
  return stream.unfinished ? `${count(stream.unfinished)} unfinished` : '';
}

function ago(time, now) {
  return time ? `${span(Math.max(0, now - Date.parse(time)))} ago` : undefined;
}

function span(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) {
    return `${seconds} s`;
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    return `${minutes} min`;
  }
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} d`;
}

function count(number) {
  return number.toLocaleString('en');
}

function write(place, text) {
  if (place.textContent !== text) {
    place.textContent = text;
  }
}

function element(name, classes = '') {
  const made = document.createElement(name);
  if (classes) {
    made.className = classes;
  }
  return made;
}
