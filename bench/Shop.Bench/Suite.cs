using Shop.Bench.Commits;
using Shop.Bench.Lists;
using Shop.Bench.LogIns;
using Shop.Local;

namespace Shop.Bench;

/// <summary>One thing that is measured, always as a ratio to something else that is measured in the same run.</summary>
/// <param name="RunAsync">Takes the number of rounds and gives a table.</param>
internal sealed record Suite(string Name, string Question, Func<int, Task<string>> RunAsync)
{
    private static readonly IReadOnlyList<Suite> All =
    [
        new("lists", "what a page costs among 100 000 products, against the same page among 100", ListsSuite.RunAsync),
        new("commits", "writes that every live replica has, against the same writes without waiting", CommitsSuite.RunAsync),
        new("login", "whether a refused log-in tells by its time who is registered", LogInSuite.RunAsync),
    ];

    public static string Choice => string.Join(
        '\n', ["Name one or more suites: ./shop bench lists.", "", .. All.Select(suite => $"{suite.Name,-10} {suite.Question}")]);

    public static Suite Named(string name) => All.FirstOrDefault(suite => suite.Name == name)
        ?? throw new Refusal($"There is no suite '{name}'.\n\n{Choice}");
}
