package dev.stile.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import java.util.Optional;

/**
 * Refuses a class outside every {@link Room}, and a dependency on a room that its own may not see.
 */
final class SeeOnlyVisibleRooms extends ArchCondition<JavaClass> {
    SeeOnlyVisibleRooms() {
        super("see only rooms below their own");
    }

    @Override
    public void check(JavaClass origin, ConditionEvents events) {
        Optional<Room> room = Room.of(origin.getPackageName());
        if (room.isEmpty()) {
            events.add(
                    SimpleConditionEvent.violated(
                            origin, origin.getName() + " is in no room of the house"));
            return;
        }
        for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
            JavaClass target = dependency.getTargetClass().getBaseComponentType();
            Optional<Room> targetRoom = Room.of(target.getPackageName());
            if (targetRoom.isPresent() && !mayUse(room.get(), origin, targetRoom.get(), target)) {
                events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
            }
        }
    }

    private static boolean mayUse(Room room, JavaClass origin, Room targetRoom, JavaClass target) {
        return room.sees(targetRoom)
                && (room != Room.CONNECTORS
                        || targetRoom != Room.CONNECTORS
                        || Room.connector(origin.getPackageName())
                                .equals(Room.connector(target.getPackageName())));
    }
}
