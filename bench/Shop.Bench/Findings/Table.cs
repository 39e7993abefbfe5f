using System.Text;
using Shop.Local.Reports;

namespace Shop.Bench.Findings;

/// <summary>Rows of figures, for the terminal and for the page; the first column names the row.</summary>
internal sealed class Table(params string[] columns)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells) => _rows.Add(cells);

    public string ToText()
    {
        string[][] all = [columns, .. _rows];
        var widths = columns.Select((_, i) => all.Max(row => row[i].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in all)
        {
            var cells = row.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]));
            text.AppendLine(string.Join("   ", cells));
        }

        return text.ToString();
    }

    public string ToHtml() => $"""
        <div class="wide"><table>
        <thead><tr>{string.Concat(columns.Select(column => $"<th>{HtmlPage.Text(column)}</th>"))}</tr></thead>
        <tbody>
        {string.Join('\n', _rows.Select(Row))}
        </tbody>
        </table></div>
        """;

    private static string Row(string[] cells) =>
        $"<tr><th scope=\"row\">{HtmlPage.Text(cells[0])}</th>{string.Concat(cells.Skip(1).Select(cell => $"<td>{HtmlPage.Text(cell)}</td>"))}</tr>";
}
