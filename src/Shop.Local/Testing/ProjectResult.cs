using System.Globalization;

namespace Shop.Local.Testing;

/// <summary>What came of one test project.</summary>
/// <param name="Excused">Those of the skipped ones that are no failure even where CI=true (<see cref="ExcusedSkips"/>).</param>
internal sealed record ProjectResult(string Name, int Passed, int Failed, int Skipped, string Remark = "", int Excused = 0)
{
    public string Summary => string.Create(
        CultureInfo.InvariantCulture,
        $"{Passed} passed, {Failed} failed{(Skipped > 0 ? string.Create(CultureInfo.InvariantCulture, $", {Skipped} skipped") : "")}");

    public static ProjectResult Sum(IReadOnlyCollection<ProjectResult> all) =>
        new("all", all.Sum(each => each.Passed), all.Sum(each => each.Failed), all.Sum(each => each.Skipped), "", all.Sum(each => each.Excused));

    public override string ToString() => $"{Name,-22} {Summary.Replace(", ", "  ", StringComparison.Ordinal)}{(Remark.Length > 0 ? $": {Remark}" : "")}";
}
