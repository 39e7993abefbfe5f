using Shop.Bench.Commits;
using Shop.Bench.Findings;
using Shop.Bench.Flash;
using Shop.Bench.Lists;
using Shop.Bench.LogIns;
using Shop.Bench.Memory;
using Shop.Bench.Mixed;
using Shop.Bench.Reads;
using Shop.Bench.Start;
using Shop.Bench.Writes;
using Shop.Local;

namespace Shop.Bench;

/// <summary>One thing that is measured, always as a ratio to something else that is measured in the same run.</summary>
/// <param name="RunAsync">Takes the number of rounds.</param>
internal sealed record Suite(string Name, string Question, Func<int, Task<Finding>> RunAsync)
{
    private static readonly IReadOnlyList<Suite> All =
    [
        new("reads", "a product through nginx, against a constant answer through the same nginx, no nginx, and peers", ReadsSuite.RunAsync),
        new("writes", "purchases on every live replica, against not waiting for them, peers, and Redis alone", WritesSuite.RunAsync),
        new("flash", "10 000 calls for 100 units of one product: sold exactly 100, against the same calls reading it", FlashSuite.RunAsync),
        new("lists", "what a page costs among 100 000 products and a million purchases, against the same page among few", ListsSuite.RunAsync),
        new("mixed", "80 % reads, 15 % lists, 5 % purchases at growing rates: latencies up to saturation", MixedSuite.RunAsync),
        new("memory", "what the API and Redis need for it: per process, request, product, user and purchase", MemorySuite.RunAsync),
        new("start", "./shop up after down to the first answer, against the start of a constant answer", StartSuite.RunAsync),
        new("commits", "writes that every live replica has, against the same writes without waiting, without HTTP", CommitsSuite.RunAsync),
        new("login", "whether a refused log-in tells by its time who is registered", LogInSuite.RunAsync),
    ];

    public static string Choice => string.Join(
        '\n', ["Name one or more suites, or all: ./shop bench reads.", "", .. All.Select(suite => $"{suite.Name,-10} {suite.Question}")]);

    public static IReadOnlyList<Suite> Named(IReadOnlyList<string> names) => names is ["all"] ? All : [.. names.Select(Named)];

    private static Suite Named(string name) => All.FirstOrDefault(suite => suite.Name == name)
        ?? throw new Refusal($"There is no suite '{name}'.\n\n{Choice}");
}
