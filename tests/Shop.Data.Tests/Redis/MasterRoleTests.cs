using Shop.Data.Redis;

namespace Shop.Data.Tests.Redis;

public sealed class MasterRoleTests(SettledRedis settled) : IClassFixture<SettledRedis>
{
    [Fact]
    public async Task A_master_names_its_replicas_as_the_topology_does()
    {
        var snapshot = settled.Running.Topology.Current;

        var role = MasterRole.Read(await Admin.ExecuteAsync(settled.Trio, snapshot.Master!, "ROLE"))!;

        Assert.Equal(snapshot.Confirmers, role.Holders(0).Order(StringComparer.Ordinal));
        Assert.True(role.Offset > 0);
    }

    [Fact]
    public async Task A_replica_is_no_master() =>
        Assert.Null(MasterRole.Read(await Admin.ExecuteAsync(settled.Trio, settled.Running.Topology.Current.ReadSet[0], "ROLE")));

    [Fact]
    public void A_replica_holds_what_it_has_confirmed_by_its_name()
    {
        var role = new MasterRole(
            406, [new ReplicaOffset("127.0.0.1", 6380, 406), new ReplicaOffset("redis-3", 6379, 405), new ReplicaOffset("127.0.0.1", Port: 0, 500)]);

        Assert.Equal(["127.0.0.1:6380"], role.Holders(406));
        Assert.Equal(["127.0.0.1:6380", "redis-3:6379"], role.Holders(405));
    }

    [Theory]
    [InlineData(2, "b c", "b c", true)]
    [InlineData(1, "c", "b c", true)]
    [InlineData(1, "c", "b", false)] // b came back just when c was promoted: one holds it, but the wrong one
    [InlineData(2, "b c", "c", false)]
    [InlineData(1, "", "b", true)]
    [InlineData(1, "", "", false)]
    public void A_batch_is_confirmed_by_those_who_must(int acknowledgements, string confirmers, string holders, bool confirmed)
    {
        var snapshot = TopologySnapshot.Unknown with { Acknowledgements = acknowledgements, Confirmers = Names(confirmers) };

        Assert.Equal(confirmed, new BatchAnswer([], Names(holders).Length, Names(holders), Reached: null, Trouble: null).IsConfirmedBy(snapshot));
    }

    private static string[] Names(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
