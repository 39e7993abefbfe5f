using System.Text;

namespace Shop.Bench.Findings;

/// <summary>What a suite came to: tables with their pictures, and how that compares to what was aimed at.</summary>
internal sealed class Finding
{
    private readonly List<(string Title, Table Table, string Picture)> _parts = [];
    private readonly List<Aim> _aims = [];

    public IReadOnlyList<(string Title, Table Table, string Picture)> Parts => _parts;

    public IReadOnlyList<Aim> Aims => _aims;

    public void Add(string title, Table table, string picture = "") => _parts.Add((title, table, picture));

    public void Expect(Aim aim) => _aims.Add(aim);

    public string ToText()
    {
        var text = new StringBuilder();
        foreach (var (title, table, _) in _parts)
        {
            text.AppendLine(title).AppendLine(table.ToText());
        }

        foreach (var aim in _aims)
        {
            text.AppendLine(aim.ToString());
        }

        return text.ToString();
    }
}
