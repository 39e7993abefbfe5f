using StackExchange.Redis;

namespace Shop.Data.Redis;

/// <summary>Reads what a Sentinel answers to <c>GET-MASTER-ADDR-BY-NAME</c> and <c>REPLICAS</c>.</summary>
internal static class SentinelAnswer
{
    public static SentinelVote Parse(string sentinel, RedisResult master, RedisResult replicas, TimeSpan askedAt)
    {
        var address = master.IsNull ? null : (string[])master;
        var listed = ((RedisResult[])replicas).Select(replica => Fields((string[])replica)).ToList();
        return new SentinelVote(
            sentinel,
            address is null ? null : $"{address[0]}:{address[1]}",
            [.. listed.Select(Address)],
            [.. listed.Where(IsDown).Select(Address)],
            askedAt);
    }

    private static Dictionary<string, string> Fields(string[] answer) =>
        answer.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    private static string Address(Dictionary<string, string> replica) => $"{replica["ip"]}:{replica["port"]}";

    private static bool IsDown(Dictionary<string, string> replica) =>
        replica["flags"].Split(',').Any(flag => flag is "s_down" or "o_down");
}
