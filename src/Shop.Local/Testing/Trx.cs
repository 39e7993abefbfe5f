using System.Globalization;
using System.Xml.Linq;

namespace Shop.Local.Testing;

/// <summary>The counts in a trx file.</summary>
internal static class Trx
{
    /// <summary>
    /// A project that ran no test counts as one failure, so does one that fell over after its last test; but a filter may well leave a
    /// project without any.
    /// </summary>
    public static ProjectResult Read(string path, string name, int exitCode, bool filtered)
    {
        var elements = File.Exists(path) ? XDocument.Load(path).Descendants().ToList() : [];
        var counters = elements.FirstOrDefault(element => element.Name.LocalName == "Counters");
        int Count(string attribute) => int.Parse(counters?.Attribute(attribute)?.Value ?? "0", CultureInfo.InvariantCulture);
        var (total, executed, passed) = (Count("total"), Count("executed"), Count("passed"));
        if (total == 0)
        {
            return filtered && exitCode == 0
                ? new ProjectResult(name, 0, 0, 0, "the filter chose none")
                : new ProjectResult(name, 0, 1, 0, "no test ran");
        }

        var failed = executed - passed;
        if (failed == 0 && exitCode != 0)
        {
            return new ProjectResult(name, passed, 1, total - executed, $"the run itself failed (exit code {exitCode})");
        }

        var excuses = elements.Where(IsSkipped).Select(Words).Where(ExcusedSkips.Includes).ToList();
        return new ProjectResult(name, passed, failed, total - executed, excuses.FirstOrDefault("").Trim(), excuses.Count);
    }

    private static bool IsSkipped(XElement element) =>
        element.Name.LocalName == "UnitTestResult" && element.Attribute("outcome")?.Value == "NotExecuted";

    private static string Words(XElement result) => result.Value;
}
