using System.Diagnostics;
using Shop.Bench.Findings;
using Shop.Bench.Sites;
using Shop.Local;
using Shop.Local.Readiness;
using Shop.Local.Stack;
using Shop.Local.Supervision;

namespace Shop.Bench.Start;

/// <summary>The whole stack, data of its last run included, against one process with a constant answer.</summary>
internal static class StartSuite
{
    private const string Offset = "6200";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    public static async Task<Finding> RunAsync(int rounds)
    {
        var layout = StackLayout.At(Repository.Root, PortOffset.Parse(Offset));
        if (Directory.Exists(layout.Directory))
        {
            throw new Refusal($"There is a shop at --port-offset {Offset}, which is the bench's: ./shop down --wipe --port-offset {Offset} removes it.");
        }

        try
        {
            await ShopAsync("up");
            await ShopAsync("down");
            var figures = await Contest.TakeTurnsAsync(
                rounds,
                new Contestant("constant answer, one process", () => ConstantAsync(layout)),
                new Contestant("./shop up to the first answer", () => UpAsync(layout)));
            var finding = new Finding();
            finding.Add("Start", Cells.Compared("ms", figures, figures[0]), Bars.Draw("ms", figures, figures[1]));
            return finding;
        }
        finally
        {
            await ShopAsync("down", "--wipe");
            Directory.Delete(layout.Directory, recursive: true); // its secrets, which a wipe leaves
        }
    }

    private static async Task<double> UpAsync(StackLayout layout)
    {
        var start = TimeProvider.System.GetTimestamp();
        var up = ShopAsync("up");
        var took = await FirstAnswerAsync(start, $"http://{layout.Nginx.Address}/v1/products?limit=1");
        await up;
        await ShopAsync("down");
        return took;
    }

    private static async Task<double> ConstantAsync(StackLayout layout)
    {
        var node = layout.Of(NodeKind.Api).First();
        var file = Path.Combine(layout.Directory, "constant-answer.json");
        await File.WriteAllTextAsync(file, "{}");
        var start = TimeProvider.System.GetTimestamp();
        using var process = NodeStart.Run(layout, "constant", ConstantAnswer.LaunchOf(node, file));
        try
        {
            return await FirstAnswerAsync(start, $"http://{node.Address}/");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    private static async Task<double> FirstAnswerAsync(long start, string url) =>
        await Until.TrueAsync(() => HttpQuestions.IsOkAsync(url), Limit)
            ? TimeProvider.System.GetElapsedTime(start).TotalMilliseconds
            : throw new Refusal($"{url} did not answer within {Limit.TotalSeconds} s.");

    private static async Task ShopAsync(params string[] words)
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "shop")) { UseShellExecute = false, RedirectStandardOutput = true };
        foreach (var word in words.Append("--port-offset").Append(Offset))
        {
            start.ArgumentList.Add(word);
        }

        using var shop = Process.Start(start)!;
        var output = await shop.StandardOutput.ReadToEndAsync();
        await shop.WaitForExitAsync();
        if (shop.ExitCode != 0)
        {
            throw new Refusal($"./shop {string.Join(' ', words)} failed: {output}");
        }
    }
}
