// Boxes that are laid out as no table are still one for those who listen.
Object.entries({ table: 'table', 'thead, tbody': 'rowgroup', tr: 'row', th: 'columnheader', td: 'cell' }).forEach(
    ([elements, role]) => document.querySelectorAll(elements).forEach((element) => (element.role = role)),
);
const body = document.querySelector('tbody');
const heads = [...document.querySelectorAll('th')];
const words = new Intl.Collator('en', { numeric: true });
const compare = (a, b) => (isNaN(a) || isNaN(b) ? words.compare(a, b) : a - b);
heads.forEach((head, column) => {
    head.querySelector('button')?.addEventListener('click', () => {
        const descending = head.getAttribute('aria-sort') === 'ascending';
        heads.forEach((other) => other.removeAttribute('aria-sort'));
        head.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
        const rows = [...body.rows].map((row) => [row.cells[column].dataset.key, row]);
        rows.sort(([a], [b]) => (descending ? compare(b, a) : compare(a, b)));
        body.append(...rows.map(([, row]) => row));
    });
});
