// Reads calendars with ical.js: node second_reader.js BUILD < {"calendars": [text, ...], "years": [first, last]} > JSON.
const ICAL = require(process.argv[2]);
const asked = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const [firstYear, lastYear] = asked.years;

const shown = time => time.isDate || time.zone === ICAL.Timezone.localTimezone
  ? time.toString() : time.convertToZone(ICAL.Timezone.utcTimezone).toString();
const valueOf = (component, name) => component.getFirstPropertyValue(name);
const person = property => ({
  address: String(property.getFirstValue()),
  name: property.getParameter('cn') || '',
  partstat: property.getParameter('partstat') || '',
});

function described(component) {
  const event = new ICAL.Event(component);
  return {
    uid: event.uid,
    sequence: event.sequence,
    status: valueOf(component, 'status') || '',
    stamp: String(valueOf(component, 'dtstamp') || ''),
    summary: event.summary || '',
    place: event.location || '',
    description: event.description || '',
    comment: valueOf(component, 'comment') || '',
    categories: component.getAllProperties('categories').flatMap(one => one.getValues()),
    start: event.startDate ? shown(event.startDate) : '',
    end: event.startDate ? shown(event.endDate) : '',
    recurrence_id: event.recurrenceId ? shown(event.recurrenceId) : '',
    organizer: component.getAllProperties('organizer').map(person)[0] || null,
    attendees: component.getAllProperties('attendee').map(person),
  };
}

function timesOf(events) {
  const times = [];
  const add = (uid, start, end) => {
    if (start.year >= firstYear && start.year <= lastYear) times.push([uid, shown(start), shown(end)]);
  };
  const masters = events.filter(one => !one.isRecurrenceException());
  const alone = events.filter(one => one.isRecurrenceException() && !masters.some(master => master.uid === one.uid));
  for (const one of [...masters, ...alone]) {
    if (!one.isRecurring() || one.isRecurrenceException()) {
      if (one.startDate) add(one.uid, one.startDate, one.endDate);
      continue;
    }
    for (const other of events) if (other.isRecurrenceException() && other.uid === one.uid) one.relateException(other);
    const walk = one.iterator();
    for (let next, count = 0; (next = walk.next()) && next.year <= lastYear && count < 5000; count += 1) {
      const details = one.getOccurrenceDetails(next);
      add(one.uid, details.startDate, details.endDate);
    }
  }
  return times;
}

function read(text) {
  ICAL.TimezoneService.reset();
  const root = new ICAL.Component(ICAL.parse(text));
  for (const zone of root.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  const components = root.getAllSubcomponents('vevent');
  return {
    method: valueOf(root, 'method') || '',
    events: components.map(described),
    times: timesOf(components.map(one => new ICAL.Event(one))),
  };
}

console.log(JSON.stringify(asked.calendars.map(read)));
