using Shop.Local.Drill;
using Shop.Local.Stack;
using Shop.Local.Wire;

namespace Shop.Bench.Sites;

/// <summary>
/// Redis writes its log and its snapshots anew when they have grown, in processes of their own that take the cores of whoever's turn it is.
/// </summary>
internal static class BackgroundSaves
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>None begins any more, and none goes on.</summary>
    public static async Task TurnOffAsync(DrillStack stack)
    {
        foreach (var node in stack.Layout.Of(NodeKind.Redis))
        {
            using var redis = await RedisConnection.OpenAsync(
                node, "operator", stack.Settings.OperatorPassword, authority: null, TimeSpan.FromSeconds(30));
            await redis.AskAsync("CONFIG", "SET", "auto-aof-rewrite-percentage", "0", "save", "");
            while (await redis.AskAsync("INFO", "persistence") is string persistence && IsSaving(persistence))
            {
                await Task.Delay(Pause);
            }
        }
    }

    private static bool IsSaving(string persistence) =>
        persistence.Contains("aof_rewrite_in_progress:1", StringComparison.Ordinal) || persistence.Contains("rdb_bgsave_in_progress:1", StringComparison.Ordinal);
}
