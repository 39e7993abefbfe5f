using System.Globalization;
using System.Text;

namespace Shop.Bench;

/// <summary>Rows of two contestants and the ratio of the second to the first.</summary>
internal sealed class Table(string subject, string unit, string first, string second)
{
    private readonly StringBuilder _rows = new(
        $"{subject,-44} {first + ", " + unit,22} {second + ", " + unit,22} {"ratio",8}\n");

    public void Add(string name, double first, double second) => _rows.AppendLine(
        string.Create(CultureInfo.InvariantCulture, $"{name,-44} {first,22:0.00} {second,22:0.00} {second / first,8:0.00}"));

    public override string ToString() => _rows.ToString();
}
