using System.Text.RegularExpressions;
using Shop.Testing;

namespace Shop.Data.Tests.Redis;

/// <summary>ops/redis/users.acl and sentinel-users.acl against real nodes: what each user may do, and that nothing else goes.</summary>
public sealed partial class AccessTests(SettledRedis settled) : IClassFixture<SettledRedis>
{
    // What the connections of the client library and the commit path need.
    private static readonly string[] ForConnections =
        ["ping", "echo", "select", "info", "role", "time", "wait", "client|setname", "client|getname", "evalsha", "evalsha_ro", "script|load"];

    // What C# asks for without a script: see docs/redis.md.
    private static readonly string[] ForReads =
        ["exists", "get", "hexists", "hget", "hgetall", "hmget", "zcard", "zrange"];

    private readonly RedisTrio _trio = settled.Trio;

    public static TheoryData<string, string> Users => new()
    {
        { "default", "REDIS_PASSWORD" },
        { "replication", "REDIS_REPLICATION_PASSWORD" },
        { "sentinel", "REDIS_SENTINEL_PASSWORD" },
        { "exporter", "REDIS_EXPORTER_PASSWORD" },
        { "backup", "REDIS_BACKUP_PASSWORD" },
    };

    [Fact]
    public void The_application_may_call_what_its_code_calls_and_nothing_more()
    {
        var called = LuaScript.All.SelectMany(script => Calls().Matches(script.Source)).Select(call => call.Groups["command"].Value.ToLowerInvariant());

        // That is pexpire in a node's log, which it reads as this user when it starts.
        var needed = called.Append("pexpireat").Concat(ForConnections).Concat(ForReads).Distinct(StringComparer.Ordinal);

        Assert.Equal(needed.Order(StringComparer.Ordinal), Allowed("default").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("FLUSHALL")]
    [InlineData("FLUSHDB")]
    [InlineData("CONFIG", "GET", "*")]
    [InlineData("CONFIG", "SET", "dir", "/tmp")]
    [InlineData("CONFIG", "RESETSTAT")]
    [InlineData("KEYS", "*")]
    [InlineData("SCAN", "0")]
    [InlineData("DEBUG", "SLEEP", "0")]
    [InlineData("SHUTDOWN", "NOSAVE")]
    [InlineData("EVAL", "return 1", "0")]
    [InlineData("FUNCTION", "LIST")]
    [InlineData("SCRIPT", "FLUSH")]
    [InlineData("ACL", "LIST")]
    [InlineData("ACL", "SETUSER", "me", "on", "nopass")]
    [InlineData("MODULE", "LOAD", "/tmp/x.so")]
    [InlineData("MIGRATE", "127.0.0.1", "1", "k", "0", "1")]
    [InlineData("MONITOR")]
    [InlineData("SAVE")]
    [InlineData("BGREWRITEAOF")]
    [InlineData("FAILOVER")]
    [InlineData("CLIENT", "LIST")]
    [InlineData("CLIENT", "PAUSE", "1")]
    [InlineData("SWAPDB", "0", "1")]
    [InlineData("SET", "foreign", "1")]
    [InlineData("GET", "foreign")]
    [InlineData("DUMP", "watermark")]
    [InlineData("PUBLISH", "news", "x")]
    public async Task No_user_may_do_what_only_people_do(params string[] command)
    {
        foreach (var (user, setting) in Users.Select(row => ((string)row[0], (string)row[1])))
        {
            var answer = await _trio.AskAsAsync(user, RedisTrio.PasswordOf(setting), "redis-1", command);

            // DEBUG and MODULE are off for everyone.
            Assert.Matches("^(NOPERM|ERR (DEBUG|MODULE) command not allowed)", Assert.IsType<string>(answer));
        }
    }

    [Theory]
    [InlineData("default")]
    [InlineData("replication")]
    [InlineData("exporter")]
    [InlineData("backup")]
    public async Task Only_the_sentinels_turn_a_master_into_a_replica(string user)
    {
        foreach (var command in (string[][])[["REPLICAOF", "NO", "ONE"], ["SLAVEOF", "NO", "ONE"], ["CONFIG", "REWRITE"], ["CLIENT", "KILL", "TYPE", "normal"]])
        {
            var answer = await _trio.AskAsAsync(user, PasswordOf(user), "redis-1", command);
            Assert.StartsWith("NOPERM", Assert.IsType<string>(answer), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("return redis.call('GET', 'foreign')")]
    [InlineData("return redis.call('SET', 'foreign', '1')")]
    [InlineData("return redis.call('FLUSHALL')")]
    [InlineData("return redis.call('CONFIG', 'GET', 'masterauth')")]
    [InlineData("return redis.call('KEYS', '*')")]
    [InlineData("return redis.call('APPEND', 'watermark', 'x')")]
    public async Task A_foreign_script_of_the_application_reaches_neither_foreign_keys_nor_other_commands(string script)
    {
        var sha = (string)(await _trio.AskAsAsync("default", _trio.Password, "redis-1", "SCRIPT", "LOAD", script))!;

        var answer = await _trio.AskAsAsync("default", _trio.Password, "redis-1", "EVALSHA", sha, "0");

        Assert.Matches("^ERR (The user executing the script can't|This Redis command is not allowed from)", Assert.IsType<string>(answer));
    }

    [Theory]
    [InlineData("SENTINEL", "FAILOVER", "shop")]
    [InlineData("SENTINEL", "REMOVE", "shop")]
    [InlineData("SENTINEL", "MONITOR", "other", "127.0.0.1", "1", "1")]
    [InlineData("SENTINEL", "RESET", "*")]
    [InlineData("SENTINEL", "CONFIG", "GET", "*")]
    [InlineData("SENTINEL", "SIMULATE-FAILURE", "help")]
    [InlineData("SHUTDOWN")]
    [InlineData("ACL", "LIST")]
    public async Task No_user_may_tell_a_sentinel_what_only_people_do(params string[] command)
    {
        foreach (var (user, setting) in Users.Select(row => ((string)row[0], (string)row[1])))
        {
            var answer = await _trio.AskAsAsync(user, RedisTrio.PasswordOf(setting), "sentinel-1", command);
            Assert.StartsWith("NOPERM", Assert.IsType<string>(answer), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("default")]
    [InlineData("replication")]
    [InlineData("exporter")]
    [InlineData("backup")]
    public async Task Only_the_sentinels_change_how_a_sentinel_judges(string user)
    {
        foreach (var command in new string[][] { ["SENTINEL", "SET", "shop", "quorum", "3"], ["SENTINEL", "DEBUG"] })
        {
            var answer = await _trio.AskAsAsync(user, PasswordOf(user), "sentinel-1", command);
            Assert.StartsWith("NOPERM", Assert.IsType<string>(answer), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("redis-1")]
    [InlineData("sentinel-1")]
    public async Task Each_user_has_a_password_of_its_own_and_nobody_gets_in_without(string node)
    {
        foreach (var (user, setting) in Users.Select(row => ((string)row[0], (string)row[1])))
        {
            Assert.Equal("PONG", await _trio.AskAsAsync(user, RedisTrio.PasswordOf(setting), node, "PING"));
            foreach (var other in RedisTrio.PasswordSettings.Where(other => other != setting).Select(RedisTrio.PasswordOf).Append(""))
            {
                Assert.StartsWith("WRONGPASS", (string?)await _trio.AskAsAsync(user, other, node, "PING"), StringComparison.Ordinal);
            }
        }

        var address = _trio.Nodes.Single(it => it.Name == node).Address;
        Assert.StartsWith("-NOAUTH", await InTheClear.SayAsync(address, "PING"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_password_stands_in_a_command_line_or_in_the_log_or_in_the_ACL_files()
    {
        var passwords = RedisTrio.PasswordSettings.Select(RedisTrio.PasswordOf).ToList();
        foreach (var node in _trio.Nodes)
        {
            var users = await File.ReadAllTextAsync(Path.Combine(_trio.DataDirectory(node.Name), "users.acl"));
            string[] seen =
            [
                await File.ReadAllTextAsync($"/proc/{node.Pid}/cmdline"), await File.ReadAllTextAsync($"/proc/{node.Pid}/environ"),
                await _trio.LogAsync(node.Name), users,
            ];
            Assert.Equal(6, users.Split('\n').Count(line => line.StartsWith("user ", StringComparison.Ordinal)));
            Assert.All(passwords, password => Assert.All(seen, text => Assert.DoesNotContain(password, text, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task What_the_application_and_the_nodes_do_among_each_other_is_never_refused()
    {
        await Once.CommitAsync(settled.Running.Commits, $"{Guid.CreateVersion7():N}", operation: 1);
        foreach (var node in _trio.Nodes)
        {
            var refused = (object?[])(await _trio.AskAsync(node.Name, "ACL", "LOG"))!;
            var ownWord = refused.Cast<object?[]>().Where(entry => !TestsAsk(entry)).Select(entry => string.Join(' ', entry.Take(14)));
            Assert.Empty(ownWord);
        }

        // The refusals that the tests beside this one provoke come over connections without a name.
        static bool TestsAsk(object?[] entry) => ((string)entry[Array.IndexOf(entry, "client-info") + 1]!).Contains(" name= ", StringComparison.Ordinal);
    }

    private static string PasswordOf(string user) => RedisTrio.PasswordOf((string)Users.Single(row => (string)row[0] == user)[1]);

    private static List<string> Allowed(string user)
    {
        var template = RedisTrio.AccessRules;
        var rule = template[template.IndexOf($"\nuser {user} ", StringComparison.Ordinal)..];
        rule = rule[..rule.IndexOf("\n\n", StringComparison.Ordinal)];
        return [.. rule.Split((char[])[' ', '\n']).Where(word => word.StartsWith('+')).Select(word => word[1..])];
    }

    [GeneratedRegex(@"redis\.p?call\('(?<command>[A-Z_]+)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Calls();
}
